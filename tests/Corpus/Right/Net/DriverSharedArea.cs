using System;
using System.Runtime.InteropServices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The shared area of a paravirtual network card: one allocation, laid out by hand, and a queue table behind it.</summary>
public sealed unsafe class DriverSharedArea<THal> : IDisposable
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Area
    {
        public uint Magic;
        public uint Length;
        public ulong Queues;
        public uint QueueCount;
        public uint Mtu;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct QueueInfo
    {
        public ulong Ring;
        public uint Entries;
        public uint Error;
    }

    private readonly DmaAllocation _area;
    private readonly DmaAllocation _queues;
    private readonly nuint _queuePages;

    public DriverSharedArea(int queues)
    {
        _area = THal.DmaAlloc(1, Both);
        if (_area.Paddr == default)
        {
            throw new DmaException("no page for the shared area");
        }

        _queuePages = HalConstants.PagesFor((nuint)queues * (nuint)sizeof(QueueInfo));
        _queues = THal.DmaAlloc(_queuePages, Both);
        if (_queues.Paddr == default)
        {
            _ = THal.DmaDealloc(_area.Paddr, _area.Vaddr, 1);
            throw new DmaException($"no memory for {queues} queues");
        }

        ref Area area = ref *(Area*)_area.Vaddr;
        area.Magic = 0xbabe_fee1;
        area.Length = (uint)sizeof(Area);
        area.Queues = _queues.Paddr.Value;
        area.QueueCount = (uint)queues;
        area.Mtu = 1500;
    }

    public PhysAddr Paddr => _area.Paddr;

    public ref QueueInfo this[int queue]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)queue, ((Area*)_area.Vaddr)->QueueCount);
            return ref ((QueueInfo*)_queues.Vaddr)[queue];
        }
    }

    public void Dispose()
    {
        int first = THal.DmaDealloc(_queues.Paddr, _queues.Vaddr, _queuePages);
        int second = THal.DmaDealloc(_area.Paddr, _area.Vaddr, 1);
        if ((first | second) != 0)
        {
            throw new DmaException("the shared area was not given back");
        }
    }
}
