using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (isci): the exit of the second TryCreate disposes what the first one made, and a second call does not replace the
// tables.
internal sealed class ControllerMemory<THal> : IDisposable
    where THal : struct, IHal
{
    private Device? _host;
    private Dma<THal>? _tasks;
    private Dma<THal>? _nodes;

    public bool Allocate(Device host)
    {
        if (_host is not null)
        {
            return false;
        }

        if (!Dma<THal>.TryCreate(4, Both, out Dma<THal>? tasks))
        {
            return false;
        }

        if (!Dma<THal>.TryCreate(2, Both, out Dma<THal>? nodes))
        {
            tasks.Dispose();
            return false;
        }

        host.Program(tasks.Paddr, (int)tasks.Length);
        host.Program(nodes.Paddr, (int)nodes.Length);
        (_host, _tasks, _nodes) = (host, tasks, nodes);
        return true;
    }

    public void Dispose()
    {
        _host?.Reset();
        _nodes?.Dispose();
        _tasks?.Dispose();
        (_host, _tasks, _nodes) = (null, null, null);
    }
}
