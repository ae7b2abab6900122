using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in OpenBSD (bnxt): the ring that the firmware refused is freed before the return.
internal sealed class BnxtRings<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private const uint RingAllocate = 0x50;
    private readonly List<Dma<THal>> _rings = new();

    public bool Open(int count)
    {
        for (int i = 0; i < count; i++)
        {
            var ring = new Dma<THal>(1, Both);
            int status = firmware.Execute(RingAllocate, ring.Paddr);
            if (status != 0)
            {
                Log.Info($"bnxt: ring {i} was refused: {status}");
                ring.Dispose();
                return false;
            }

            _rings.Add(ring);
        }

        return true;
    }

    public void Close()
    {
        _ = firmware.Execute(0x51, default);
        foreach (Dma<THal> ring in _rings)
        {
            ring.Dispose();
        }

        _rings.Clear();
    }
}
