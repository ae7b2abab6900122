using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in OpenBSD (qwx): rings are freed with the constant that they were allocated with.
public sealed unsafe class CopyEngines<THal>(Device chip) : IDisposable
    where THal : struct, IHal
{
    private const nuint RingPages = 4;

    private readonly Dictionary<int, DmaAllocation> _rings = new();

    public bool Start(int pipe)
    {
        if (_rings.ContainsKey(pipe))
        {
            return true;
        }

        DmaAllocation ring = THal.DmaAlloc(RingPages, Both);
        if (ring.Paddr == default)
        {
            return false;
        }

        chip.Program(ring.Paddr, (int)RingPages * HalConstants.PageSize);
        _rings.Add(pipe, ring);
        return true;
    }

    public void Dispose()
    {
        chip.Reset();
        foreach ((int pipe, DmaAllocation ring) in _rings)
        {
            if (THal.DmaDealloc(ring.Paddr, ring.Vaddr, RingPages) != 0)
            {
                Log.Info($"qwx: ring of pipe {pipe} was not given back");
            }
        }

        _rings.Clear();
    }
}
