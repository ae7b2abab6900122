using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (receive rings that are mapped for the device): memory allocated DeviceToDriver is filled by the driver.
internal sealed class CaptureRing<THal>(Device sniffer)
    where THal : struct, IHal
{
    private const byte Poison = 0x6B;

    public bool HasTraffic()
    {
        using Dma<THal> ring = new(4, DeviceToDriver);
        Span<byte> all = ring.AsSpan();
        for (int at = 0; at < all.Length; at += 64)
        {
            all[at] = Poison; //! HAL2011
        }

        sniffer.Program(ring.Paddr, all.Length);
        sniffer.Wait(100);
        sniffer.Reset();
        return all[0] != Poison;
    }
}
