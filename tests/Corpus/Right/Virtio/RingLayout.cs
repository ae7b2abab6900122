using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// The layout of a split virtqueue in one region: descriptors, available ring, used ring, each aligned. The size of the region is
// computed from the same layout that the pointers are taken by.
public readonly struct RingLayout
{
    public RingLayout(int size)
    {
        Size = size;
        Available = (nuint)(size * 16);
        Used = Align(Available + (nuint)(6 + 2 * size), HalConstants.PageSize);
        Total = Used + (nuint)(6 + 8 * size);
    }

    public int Size { get; }

    public nuint Available { get; }

    public nuint Used { get; }

    public nuint Total { get; }

    private static nuint Align(nuint value, nuint alignment) => (value + alignment - 1) / alignment * alignment;
}

public sealed unsafe class SplitQueue<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport;
    private readonly RingLayout _layout;
    private readonly Dma<THal> _memory;
    private ushort _available;

    private SplitQueue(VirtioTransport transport, RingLayout layout, Dma<THal> memory)
    {
        _transport = transport;
        _layout = layout;
        _memory = memory;
    }

    public static SplitQueue<THal> Create(VirtioTransport transport, int index, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(size & (size - 1), 0);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var layout = new RingLayout(size);
        var memory = new Dma<THal>(HalConstants.PagesFor(layout.Total), BufferDirection.Both);
        if (!transport.SetQueue(index, memory.Paddr, size))
        {
            memory.Dispose();
            throw new DeviceException($"Queue {index} does not exist.");
        }

        return new SplitQueue<THal>(transport, layout, memory);
    }

    public void Publish(int index, PhysAddr address, uint length)
    {
        *_memory.Pointer<Descriptor>((nuint)(index % _layout.Size) * 16) = new Descriptor { Address = address.Value, Length = length };
        nuint entry = _layout.Available + 4 + 2 * (nuint)(_available % _layout.Size);
        *_memory.Pointer<ushort>(entry) = (ushort)index;
        Volatile.Write(ref *_memory.Pointer<ushort>(_layout.Available + 2), ++_available);
    }

    public ushort UsedIndex() => Volatile.Read(ref *_memory.Pointer<ushort>(_layout.Used + 2));

    public void Dispose()
    {
        _transport.Reset();
        _memory.Dispose();
    }
}
