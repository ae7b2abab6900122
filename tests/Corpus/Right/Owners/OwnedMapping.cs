using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An owner type for one mapping with a flag, as a class that can be disarmed. Dispose ends once, Disarm moves the duty to the list that
// its caller adds to.
public sealed class OwnedMapping<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly DmaBuffer _memory;
    private readonly BufferDirection _direction;
    private bool _armed;

    public OwnedMapping(DmaBuffer memory, BufferDirection direction)
    {
        Address = THal.Share(memory, direction);
        _memory = memory;
        _direction = direction;
        _armed = true;
    }

    public PhysAddr Address { get; }

    public int Length => _memory.Length;

    public OwnedMapping<THal> Disarm()
    {
        var successor = new OwnedMapping<THal>(this);
        _armed = false;
        return successor;
    }

    private OwnedMapping(OwnedMapping<THal> from)
    {
        Address = from.Address;
        _memory = from._memory;
        _direction = from._direction;
        _armed = from._armed;
    }

    public void Dispose()
    {
        if (_armed)
        {
            _armed = false;
            THal.Unshare(Address, _memory, _direction);
        }
    }
}

public sealed class OwnedMappingUser<THal>(Device device) : IDisposable
    where THal : struct, IHal
{
    private readonly List<OwnedMapping<THal>> _accepted = new();

    public bool Offer(DmaBuffer memory)
    {
        using var mapping = new OwnedMapping<THal>(memory, Both);
        if (!device.Submit(mapping.Address, mapping.Length))
        {
            return false;
        }

        _accepted.Add(mapping.Disarm());
        return true;
    }

    public void Dispose()
    {
        device.Reset();
        foreach (OwnedMapping<THal> mapping in _accepted)
        {
            mapping.Dispose();
        }

        _accepted.Clear();
    }
}
