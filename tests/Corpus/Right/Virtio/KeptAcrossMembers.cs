// What one member of a type shares or allocates, and keeps in a field, a table or a record, another member ends with the same direction and size.
using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

public sealed unsafe class ConstructedMapping<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly BufferDirection _direction = BufferDirection.DriverToDevice;
    private readonly PhysAddr _paddr;
    private readonly DmaBuffer _buffer;
    private readonly PhysAddr _other;
    private readonly DmaBuffer _otherBuffer;

    public ConstructedMapping(DmaBuffer buffer, byte* memory)
    {
        _buffer = buffer;
        _paddr = THal.Share(buffer, BufferDirection.Both);
        _otherBuffer = new DmaBuffer(memory, 512);
        _other = THal.Share(_otherBuffer, BufferDirection.Both);
    }

    public void Dispose()
    {
        THal.Unshare(_paddr, _buffer, BufferDirection.Both);
        THal.Unshare(_other, _otherBuffer, BufferDirection.Both);
    }

    public void Once(DmaBuffer buffer)
    {
        PhysAddr p = THal.Share(buffer, _direction);
        THal.Unshare(p, buffer, BufferDirection.DriverToDevice);
    }
}
public sealed unsafe class StartedMapping<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Pages = 4;
    private PhysAddr _base;
    private byte* _ring;
    private PhysAddr _paddr;
    private DmaBuffer _buffer;

    public void Start(DmaBuffer buffer)
    {
        DmaAllocation allocation = THal.DmaAlloc(Pages, BufferDirection.Both);
        if (allocation.Paddr == default) throw new DmaException("no memory");
        _base = allocation.Paddr;
        _ring = allocation.Vaddr;
        _buffer = buffer;
        _paddr = THal.Share(buffer, BufferDirection.Both);
    }

    public void Dispose()
    {
        THal.Unshare(_paddr, _buffer, BufferDirection.Both);
        _ = THal.DmaDealloc(_base, _ring, Pages);
    }
}


public sealed unsafe class MappingTables<THal>(Device device)
    where THal : struct, IHal
{
    public void Array(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice);
        }
        device.Kick();
        for (int i = 0; i < parts.Length; i++)
        {
            THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
        }
    }
    public void List(DmaBuffer[] parts)
    {
        var list = new List<(PhysAddr Address, DmaBuffer Part)>();
        foreach (DmaBuffer part in parts)
        {
            list.Add((THal.Share(part, BufferDirection.DriverToDevice), part));
        }
        device.Kick();
        foreach (var (address, part) in list)
        {
            THal.Unshare(address, part, BufferDirection.DriverToDevice);
        }
    }
    private struct Slot { public PhysAddr Address; public DmaBuffer Buffer; }
    private readonly Slot[] _slots = new Slot[16];
    private readonly Dictionary<ushort, (PhysAddr Address, DmaBuffer Part)> _pending = new();
    private readonly Dictionary<ushort, Request> _requests = new();
    private sealed record Request(PhysAddr Address, DmaBuffer Part);
    private int _head;
    public void Send(DmaBuffer buffer)
    {
        ref Slot slot = ref _slots[_head++ & 15];
        slot.Buffer = buffer;
        slot.Address = THal.Share(buffer, BufferDirection.DriverToDevice);
        device.Submit(slot.Address);
    }
    public void Complete(int i)
    {
        ref Slot slot = ref _slots[i & 15];
        THal.Unshare(slot.Address, slot.Buffer, BufferDirection.DriverToDevice);
    }
    public void Start(ushort id, DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        _pending[id] = (address, buffer);
        device.Submit(address);
    }
    public void Done(ushort id)
    {
        if (_pending.Remove(id, out var entry))
        {
            THal.Unshare(entry.Address, entry.Part, BufferDirection.DriverToDevice);
        }
    }
    public void Start2(ushort id, DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        _requests.Add(id, new Request(address, buffer));
        device.Submit(address);
    }
    public void Done2(ushort id)
    {
        if (_requests.Remove(id, out Request? entry))
        {
            THal.Unshare(entry.Address, entry.Part, BufferDirection.DriverToDevice);
        }
    }
}
