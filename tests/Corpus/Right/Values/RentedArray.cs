using System;
using System.Buffers;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A rented array is pinned while it is shared and given back to the pool afterwards.</summary>
public static class PooledRead
{
    public static int Read<THal>(Device device, Span<byte> into)
        where THal : struct, IHal
    {
        if (into.IsEmpty)
        {
            return 0;
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(into.Length);
        try
        {
            using var pin = new PinnedBuffer(rented.AsMemory(0, into.Length));
            var share = new Shared<THal>(pin.Buffer, BufferDirection.DeviceToDriver);
            int error = device.Start(share.Paddr, into.Length);
            if (error == 0 && !device.Wait(100))
            {
                device.Reset();
                error = -110;
            }

            share.Unshare();
            if (error == 0)
            {
                rented.AsSpan(0, into.Length).CopyTo(into);
            }

            return error;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
