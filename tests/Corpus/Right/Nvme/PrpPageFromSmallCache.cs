using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Builds the list of pages that an NVMe command names: one entry for each page of the data, in a page of a small cache.</summary>
public sealed unsafe class PrpLists<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Stack<Dma<THal>> _cache = new();
    private readonly int _most;

    public PrpLists(int most) => _most = most;

    public int Transfer(NvmeQueue queue, byte opcode, DmaBuffer data, BufferDirection direction)
    {
        int pages = (int)HalConstants.PagesFor((nuint)data.Length);
        if (pages > HalConstants.PageSize / sizeof(ulong))
        {
            return -22;
        }

        PhysAddr first = THal.Share(data, direction);
        Dma<THal>? list = null;
        PhysAddr second = default;
        if (pages == 2)
        {
            second = first + HalConstants.PageSize;
        }
        else if (pages > 2)
        {
            list = Rent();
            ulong* entries = list.Pointer<ulong>(0);
            for (int page = 1; page < pages; page++)
            {
                entries[page - 1] = (first + page * HalConstants.PageSize).Value;
            }

            second = list.Paddr;
        }

        int command = queue.Submit(opcode, first, second);
        if (command >= 0)
        {
            queue.RingDoorbell();
            while (!queue.IsDone(command))
            {
                Thread.Yield();
            }
        }

        THal.Unshare(first, data, direction);
        if (list is not null)
        {
            Return(list);
        }

        return Math.Min(command, 0);
    }

    public void Dispose()
    {
        while (_cache.TryPop(out Dma<THal>? list))
        {
            list.Dispose();
        }
    }

    private Dma<THal> Rent() => _cache.TryPop(out Dma<THal>? list) ? list : new Dma<THal>(1, DriverToDevice);

    private void Return(Dma<THal> list)
    {
        if (_cache.Count < _most)
        {
            _cache.Push(list);
        }
        else
        {
            list.Dispose();
        }
    }
}
