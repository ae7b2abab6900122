using System;
using System.Collections.Concurrent;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A release queue takes over shares and ends them on its own thread.</summary>
public sealed class DeferredRelease<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly BlockingCollection<Shared<THal>> _ended = [];
    private readonly Thread _thread;

    public DeferredRelease()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "release" };
        _thread.Start();
    }

    public void Release([TransfersOwnership] Shared<THal> shared) => _ended.Add(shared);

    public void Dispose()
    {
        _ended.CompleteAdding();
        _thread.Join();
        _ended.Dispose();
    }

    private void Run()
    {
        foreach (Shared<THal> shared in _ended.GetConsumingEnumerable())
        {
            shared.Unshare();
        }
    }
}

public sealed class FastPath<THal>(Device device, DeferredRelease<THal> release)
    where THal : struct, IHal
{
    public bool Send(DmaBuffer packet)
    {
        var shared = new Shared<THal>(packet, DriverToDevice);
        bool sent = device.Submit(shared.Paddr, packet.Length);
        while (sent && !device.Poll())
        {
        }

        release.Release(shared);
        return sent;
    }
}
