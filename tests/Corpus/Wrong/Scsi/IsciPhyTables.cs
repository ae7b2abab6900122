using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (isci): the exit of the second TryCreate forgets what the first one made.
internal sealed class ControllerMemory<THal> : IDisposable
    where THal : struct, IHal
{
    private Dma<THal>? _tasks;
    private Dma<THal>? _nodes;

    public bool Allocate(Device host)
    {
        if (!Dma<THal>.TryCreate(4, Both, out Dma<THal>? tasks)) //! HAL2002
        {
            return false;
        }

        if (!Dma<THal>.TryCreate(2, Both, out Dma<THal>? nodes))
        {
            return false;
        }

        host.Program(tasks.Paddr, (int)tasks.Length);
        host.Program(nodes.Paddr, (int)nodes.Length);
        (_tasks, _nodes) = (tasks, nodes);
        return true;
    }

    public void Dispose()
    {
        _nodes?.Dispose();
        _tasks?.Dispose();
    }
}
