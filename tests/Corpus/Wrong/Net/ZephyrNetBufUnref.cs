using System;
using System.Buffers;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Zephyr (ethernet drivers): the rented array goes back to the pool while its bytes are shared.
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

            ArrayPool<byte>.Shared.Return(rented); //! HAL1008
            THal.Unshare(address, buffer, DriverToDevice);
        }

        return taken;
    }
}
