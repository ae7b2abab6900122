using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a report on Linux (openbmc/linux, ftgmac100): "device driver frees DMA memory with different size": Share and Unshare are both
// told the padded frame.
internal sealed unsafe class FaradayTransmit<THal>(Ring ring)
    where THal : struct, IHal
{
    private const int Minimum = 60;

    public bool Send(byte* frame)
    {
        // A control frame of 42 bytes in memory of 60: the MAC does not pad.
        const int Length = 42;
        new Span<byte>(frame + Length, Minimum - Length).Clear();
        PhysAddr address = THal.Share(new DmaBuffer(frame, Minimum), DriverToDevice);
        if (!ring.TryPost(address, Minimum, out int index))
        {
            THal.Unshare(address, new DmaBuffer(frame, Minimum), DriverToDevice);
            return false;
        }

        ring.Doorbell();
        while (!ring.IsDone(index))
        {
        }

        THal.Unshare(address, new DmaBuffer(frame, Minimum), DriverToDevice);
        return true;
    }
}
