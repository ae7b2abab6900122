using System.Buffers;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A rented array that stays pinned for the whole transfer.
public sealed unsafe class RentedWithinFixed<THal>(SpiController spi)
    where THal : struct, IHal
{
    public int Write(ReadOnlySpan<byte> data)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(Math.Max(data.Length, 1));
        try
        {
            data.CopyTo(rented);
            fixed (byte* pointer = rented)
            {
                var buffer = new DmaBuffer(pointer, Math.Max(data.Length, 1));
                PhysAddr paddr = THal.Share(buffer, DriverToDevice);
                try
                {
                    spi.SelectChip(0);
                    int status = spi.Start(paddr, default, data.Length);
                    if (status < 0)
                    {
                        return status;
                    }

                    if (!spi.WaitIdle(100))
                    {
                        spi.Abort();
                        return -110;
                    }

                    return data.Length;
                }
                finally
                {
                    spi.ReleaseChip();
                    THal.Unshare(paddr, buffer, DriverToDevice);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
