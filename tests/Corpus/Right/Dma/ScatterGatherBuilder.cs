using System;
using Devices;
using Hal;

namespace Drivers;

// A scatter-gather list in DMA memory: entries are written as the segments are shared. The count is the truth about the list; Clear ends
// exactly the count, from the list's own segments.
public sealed unsafe class GatherList<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _table;
    private readonly DmaBuffer[] _segments;
    private readonly PhysAddr[] _addresses;
    private readonly BufferDirection _direction;
    private int _count;

    public GatherList(int capacity, BufferDirection direction)
    {
        _segments = new DmaBuffer[capacity];
        _addresses = new PhysAddr[capacity];
        _direction = direction;
        _table = new Dma<THal>(HalConstants.PagesFor((nuint)(capacity * sizeof(Descriptor))), BufferDirection.DriverToDevice);
    }

    public PhysAddr Address => _table.Paddr;

    public int Count => _count;

    public bool TryAdd(DmaBuffer segment)
    {
        if (_count == _segments.Length)
        {
            return false;
        }

        PhysAddr address = THal.Share(segment, _direction);
        _segments[_count] = segment;
        _addresses[_count] = address;
        Descriptor* entry = _table.Pointer<Descriptor>((nuint)(_count * sizeof(Descriptor)));
        entry->Address = address.Value;
        entry->Length = (uint)segment.Length;
        _count++;
        return true;
    }

    public void Clear()
    {
        while (_count > 0)
        {
            _count--;
            THal.Unshare(_addresses[_count], _segments[_count], _direction);
        }
    }

    public void Dispose()
    {
        Clear();
        _table.Dispose();
    }
}

public sealed class GatherWriter<THal>
    where THal : struct, IHal
{
    private readonly Device _device;

    public GatherWriter(Device device) => _device = device;

    public bool Write(ReadOnlySpan<DmaBuffer> segments)
    {
        using var list = new GatherList<THal>(segments.Length, BufferDirection.DriverToDevice);
        foreach (DmaBuffer segment in segments)
        {
            list.TryAdd(segment);
        }

        if (!_device.Submit(list.Address, list.Count))
        {
            return false;
        }

        bool done = _device.Wait(100);
        if (!done)
        {
            _device.Reset();
        }

        return done;
    }
}
