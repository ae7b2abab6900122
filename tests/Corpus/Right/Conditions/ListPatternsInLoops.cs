using System;
using System.Collections.Generic;
using Devices;
using Hal;

public sealed unsafe class LivePatterns<THal> where THal : struct, IHal
{
    private readonly List<DmaAllocation> _live = [];

    public void Close()
    {
        while (_live is [.., var last])
        {
            _live.RemoveAt(_live.Count - 1);
            _ = THal.DmaDealloc(last.Paddr, last.Vaddr, 1);
        }
    }

    public void Close2()
    {
        while (_live is [var first, ..])
        {
            _live.Remove(first);
            _ = THal.DmaDealloc(first.Paddr, first.Vaddr, 1);
        }
    }

    public void Close3()
    {
        while (_live.Count > 0)
        {
            var last = _live[^1];
            _live.RemoveAt(_live.Count - 1);
            _ = THal.DmaDealloc(last.Paddr, last.Vaddr, 1);
        }
    }
}
