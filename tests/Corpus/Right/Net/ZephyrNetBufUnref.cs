using System;
using System.Buffers;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Zephyr (ethernet drivers): the rented array is unshared and unpinned before it goes back to the pool.
internal sealed unsafe class GmacTransmit<THal>(NetPort port)
    where THal : struct, IHal
{
    public bool Send(ReadOnlySpan<byte> frame)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(1536);
        frame.CopyTo(rented);
        bool taken;
        fixed (byte* bytes = rented)
        {
            var buffer = new DmaBuffer(bytes, frame.Length);
            PhysAddr address = THal.Share(buffer, DriverToDevice);
            taken = port.Transmit(address, buffer.Length);
            while (taken && port.ReapTransmitted() == 0)
            {
            }

            THal.Unshare(address, buffer, DriverToDevice);
        }

        ArrayPool<byte>.Shared.Return(rented);
        return taken;
    }
}
