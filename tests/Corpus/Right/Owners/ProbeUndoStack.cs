using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A probe with many steps: each pushes how it is undone.</summary>
public sealed class UndoStack<THal>(Device device, PowerDomain power, InterruptLine interrupt)
    where THal : struct, IHal
{
    private readonly Stack<Action> _undo = new();
    private Dma<THal>? _ring;

    public bool Probe(PinnedBuffer inbox)
    {
        if (power.Enable() != 0)
        {
            return false;
        }

        _undo.Push(power.Disable);

        if (!Dma<THal>.TryCreate(4, Both, out Dma<THal>? ring))
        {
            return Fail("no memory for the ring");
        }

        _ring = ring;
        _undo.Push(ring.Dispose);

        PhysAddr paddr = THal.Share(inbox.Buffer, DeviceToDriver);
        _undo.Push(() => THal.Unshare(paddr, inbox.Buffer, DeviceToDriver));

        device.Program(ring.Paddr, (int)ring.Length);
        device.Program(paddr, inbox.Buffer.Length);
        _undo.Push(device.Reset);

        if (!interrupt.TryAttach(() => device.Kick()))
        {
            return Fail("the interrupt line is taken");
        }

        _undo.Push(interrupt.Detach);
        return true;
    }

    private bool Fail(string why)
    {
        Log.Info(why);
        Remove();
        return false;
    }

    public void Remove()
    {
        while (_undo.TryPop(out Action? undo))
        {
            undo();
        }

        _ring = null;
    }
}
