using System;
using System.Collections.Concurrent;
using Devices;
using Hal;

namespace Drivers;

// Like hot-plug ports: a device that comes gets its own context page, one that goes gives it back. Events for one port come in any
// order; a second attach replaces nothing, a second detach does nothing.
public sealed class PortContexts<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly ConcurrentDictionary<int, Dma<THal>> _contexts = new();
    private readonly Device _controller;

    public PortContexts(Device controller) => _controller = controller;

    public bool Attach(int port)
    {
        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out var context))
        {
            return false;
        }

        if (!_contexts.TryAdd(port, context))
        {
            context.Dispose();
            return false;
        }

        _controller.WriteRegister(0x100 + (port * 8), context.Paddr.Value);
        return true;
    }

    public bool Detach(int port)
    {
        if (!_contexts.TryRemove(port, out Dma<THal>? context))
        {
            return false;
        }

        _controller.WriteRegister(0x100 + (port * 8), 0);
        if (!_controller.Wait(100))
        {
            // The controller may still write its state there.
            context.Abandon();
            return true;
        }

        context.Dispose();
        return true;
    }

    public void Dispose()
    {
        foreach (int port in _contexts.Keys)
        {
            Detach(port);
        }
    }
}
