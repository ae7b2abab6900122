using System;
using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>Owners are collected in a list of IDisposable that one Dispose goes through.</summary>
public sealed class Composite<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly List<IDisposable> _owned = new();
    private readonly Device _device = new();

    public Composite()
    {
        var ring = Own(new Dma<THal>(1, BufferDirection.Both));
        Dma<THal> log = new(2, BufferDirection.DeviceToDriver);
        _owned.Add(log);
        _device.Program(ring.Paddr, 4096);
        _device.Program(log.Paddr, 8192);
    }

    private T Own<T>(T item)
        where T : IDisposable
    {
        _owned.Add(item);
        return item;
    }

    public void Dispose()
    {
        _device.Reset();
        for (int i = _owned.Count; i-- > 0;)
        {
            _owned[i].Dispose();
        }
    }
}
