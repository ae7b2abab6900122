// Addresses of several directions and sizes meet in one field, table or helper: what releases them is right for one of them, or is told.
using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

public sealed unsafe class TwoWays<THal>(Device device) : IDisposable
    where THal : struct, IHal
{
    private readonly Dictionary<ushort, (PhysAddr Address, DmaBuffer Buffer)> _pending = [];
    private readonly List<Slot> _slots = [];
    private readonly Stack<(PhysAddr Paddr, nint Vaddr)> _unused = new();
    private PhysAddr _current;
    private DmaBuffer _buffer;
    private PhysAddr _table;
    private byte* _entries;

    private readonly record struct Slot(PhysAddr Address, DmaBuffer Buffer, BufferDirection Direction);

    // Reads and writes use one field; only a read is ended here, and the end of a write is in EndWrite.
    public void BeginRead(DmaBuffer buffer)
    {
        _buffer = buffer;
        _current = THal.Share(buffer, BufferDirection.DeviceToDriver);
        device.Submit(_current);
    }

    public void BeginWrite(DmaBuffer buffer)
    {
        _buffer = buffer;
        _current = THal.Share(buffer, BufferDirection.DriverToDevice);
        device.Submit(_current);
    }

    public void EndRead() => THal.Unshare(_current, _buffer, BufferDirection.DeviceToDriver);

    public void EndWrite() => THal.Unshare(_current, _buffer, BufferDirection.DriverToDevice);

    public void Queue(ushort id, DmaBuffer buffer, bool isRead)
    {
        BufferDirection direction = isRead ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice;
        PhysAddr address = THal.Share(buffer, direction);
        if (isRead)
        {
            _pending.Add(id, (address, buffer));
        }
        else
        {
            _slots.Add(new Slot(address, buffer, direction));
        }

        device.Submit(address);
    }

    public void Complete(ushort id)
    {
        if (_pending.Remove(id, out (PhysAddr Address, DmaBuffer Buffer) done))
        {
            THal.Unshare(done.Address, done.Buffer, BufferDirection.DeviceToDriver);
        }
    }

    public void Drain()
    {
        foreach ((PhysAddr address, DmaBuffer buffer, BufferDirection direction) in _slots)
        {
            THal.Unshare(address, buffer, direction);
        }

        _slots.Clear();
    }

    // A small table at first, a large one later.
    public bool Grow()
    {
        DmaAllocation larger = THal.DmaAlloc(4, BufferDirection.Both);
        if (larger.Paddr == default)
        {
            return false;
        }

        if (_table != default)
        {
            _ = THal.DmaDealloc(_table, _entries, 1);
        }

        _table = larger.Paddr;
        _entries = larger.Vaddr;
        return true;
    }

    public bool Start()
    {
        (_table, _entries) = THal.DmaAlloc(1, BufferDirection.Both);
        return _table != default;
    }

    // Given in from elsewhere as well: where they come from is not all to be seen.
    public void Adopt(PhysAddr paddr, byte* vaddr)
    {
        _unused.Push((paddr, (nint)vaddr));
        if (_unused.Count > 4)
        {
            return;
        }

        DmaAllocation more = THal.DmaAlloc(2, BufferDirection.Both);
        if (more.Paddr != default)
        {
            _unused.Push((more.Paddr, (nint)more.Vaddr));
        }
    }

    public void Dispose()
    {
        while (_unused.TryPop(out (PhysAddr Paddr, nint Vaddr) page))
        {
            _ = THal.DmaDealloc(page.Paddr, (byte*)page.Vaddr, 1);
        }

        if (_table != default)
        {
            _ = THal.DmaDealloc(_table, _entries, 4);
            _table = default;
        }
    }
}
