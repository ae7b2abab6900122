using System;
using System.Buffers;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Parts of DMA memory are shared for devices behind another window, and the shares end before the memory.</summary>
public sealed class SplitHeader<THal>(Queue queue) : IDisposable
    where THal : struct, IHal
{
    private const int HeaderBytes = 128;
    private readonly Dma<THal> _headers = new(1, Both);
    private readonly Dictionary<PhysAddr, int> _busy = [];
    private int _hint;

    public bool TrySend(SpanAction<byte, int> write)
    {
        int slots = (int)_headers.Length / HeaderBytes;
        if (_busy.Count == slots)
        {
            return false;
        }

        while (_busy.ContainsValue(_hint))
        {
            _hint = (_hint + 1) % slots;
        }

        DmaBuffer header = Header(_hint);
        write(header.AsSpan(), slots);
        PhysAddr paddr = THal.Share(header, DriverToDevice);
        if (!queue.TryAdd(paddr, header))
        {
            THal.Unshare(paddr, header, DriverToDevice);
            return false;
        }

        _busy.Add(paddr, _hint);
        return true;
    }

    public void Reap()
    {
        while (queue.TryPop(out PhysAddr paddr, out _))
        {
            if (_busy.Remove(paddr, out int slot))
            {
                THal.Unshare(paddr, Header(slot), DriverToDevice);
            }
        }
    }

    public void Dispose()
    {
        while (_busy.Count > 0)
        {
            Reap();
        }

        _headers.Dispose();
    }

    private DmaBuffer Header(int slot) => _headers.Slice((nuint)(slot * HeaderBytes), HeaderBytes);
}
