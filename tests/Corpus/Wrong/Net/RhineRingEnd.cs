using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux net (via-rhine): the closing link is written to the descriptor behind the last one, outside the page.
internal sealed unsafe class RhineRing<THal>(Device mac) : IDisposable
    where THal : struct, IHal
{
    private Dma<THal>? _ring;

    public void Initialise()
    {
        const int Entries = 256;
        if (_ring is not null)
        {
            return;
        }

        var ring = new Dma<THal>(1, BufferDirection.Both);
        byte* start = ring.Vaddr(0);
        for (int i = 0; i < Entries - 1; i++)
        {
            *(uint*)(start + 16 * i + 12) = (uint)(i + 1);
        }

        *(uint*)(start + 16 * Entries + 12) = 0; //! HAL2009
        mac.Program(ring.Paddr, 16 * Entries);
        _ring = ring;
    }

    public void Dispose()
    {
        if (_ring is not null)
        {
            mac.Reset();
            _ring.Dispose();
            _ring = null;
        }
    }
}
