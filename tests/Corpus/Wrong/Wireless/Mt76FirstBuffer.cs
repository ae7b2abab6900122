using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in mt76: "mt76: fix double DMA unmap of the first buffer on 7615/7915" (82534346): the part of the frame that the
// firmware parses lies in the same mapping and was unmapped on its own as well.
public sealed unsafe class Mt7615Transmit<THal>
    where THal : struct, IHal
{
    private const int ParsedBytes = 96;

    private readonly Ring _ring;

    public Mt7615Transmit(Ring ring) => _ring = ring;

    public bool Queue(DmaBuffer txwi, DmaBuffer frame)
    {
        PhysAddr descriptor = THal.Share(txwi, DriverToDevice);
        PhysAddr data = THal.Share(frame, DriverToDevice);
        Span<PhysAddr> addresses = stackalloc PhysAddr[2];
        addresses[0] = descriptor;
        addresses[1] = data;
        _ring.Post(0, descriptor, txwi.Length);
        _ring.Post(1, data, Math.Min(frame.Length, ParsedBytes));
        _ring.Doorbell();
        while (!_ring.IsDone(1))
        {
            Thread.Yield();
        }

        THal.Unshare(data, frame, DriverToDevice);
        THal.Unshare(descriptor, txwi, DriverToDevice);
        THal.Unshare(data, frame.Slice(0, Math.Min(frame.Length, ParsedBytes)), DriverToDevice); //! HAL1004
        Log.Info("sent");
        return true;
    }
}
