using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux net (ena): the loop that frees the rings begins behind the first of them.
internal sealed class EnaRings<THal>(Device nic)
    where THal : struct, IHal
{
    private const int Queues = 8;
    private const int RingPages = 4;

    private readonly Dma<THal>?[] _rings = new Dma<THal>?[Queues];
    private bool _up;

    public void Up()
    {
        if (_up)
        {
            return;
        }

        _up = true;
        for (int i = 0; i < Queues; i++)
        {
            _rings[i] = new Dma<THal>(RingPages, BufferDirection.Both); //! HAL2002 (no fix: field)
        }

        foreach (Dma<THal>? ring in _rings)
        {
            nic.Program(ring!.Paddr, (int)ring.Length);
        }
    }

    public void Down()
    {
        if (!_up)
        {
            return;
        }

        nic.Reset();
        for (int i = 1; i < Queues; i++)
        {
            _rings[i]?.Dispose();
        }

        Array.Clear(_rings);
        _up = false;
    }
}
