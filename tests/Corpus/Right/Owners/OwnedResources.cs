using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A controller that collects what it owns in one list, and gives it back in the opposite order.</summary>
public sealed class OwnedResources<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly List<IDisposable> _owned = [];
    private readonly Device _device;

    public OwnedResources(Device device, int queues)
    {
        _device = device;
        try
        {
            Events = Own(new Dma<THal>(1, Both));
            Queues = new Dma<THal>[queues];
            for (int i = 0; i < queues; i++)
            {
                Queues[i] = Own(new Dma<THal>(2, Both));
            }

            Scratch = Own(new PinnedBuffer(4096));
            if (!device.Submit(Events.Paddr))
            {
                throw new DeviceException("the device takes no events");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Dma<THal> Events { get; }

    public Dma<THal>[] Queues { get; }

    public PinnedBuffer Scratch { get; }

    private T Own<T>(T resource)
        where T : IDisposable
    {
        _owned.Add(resource);
        return resource;
    }

    public void Dispose()
    {
        _device.Reset();
        for (int i = _owned.Count - 1; i >= 0; i--)
        {
            _owned[i].Dispose();
        }

        _owned.Clear();
    }
}
