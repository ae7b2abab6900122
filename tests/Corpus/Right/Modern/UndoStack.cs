using System.Collections.Generic;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Two-stage initialisation with a stack of undo actions that is run backwards unless the last stage commits.
public sealed class UndoStack<THal>(Device device, InterruptLine irq, PowerDomain power)
    where THal : struct, IHal
{
    private Dma<THal>? _ring;
    private Shared<THal> _firmware;

    public bool Start(DmaBuffer firmware)
    {
        Stack<Action> undo = [];
        try
        {
            if (power.Enable() != 0)
            {
                return false;
            }

            undo.Push(power.Disable);
            var ring = new Dma<THal>(4, Both);
            undo.Push(ring.Dispose);
            var image = new Shared<THal>(firmware, DriverToDevice);
            undo.Push(() => image.Unshare());
            device.Program(ring.Paddr, (int)ring.Length);
            device.Program(image.Paddr, firmware.Length);
            undo.Push(device.Reset);
            if (!irq.TryAttach(device.Kick))
            {
                return false;
            }

            undo.Push(irq.Detach);
            if (!device.Wait(1000))
            {
                return false;
            }

            _ring = ring;
            _firmware = image;
            undo.Clear();
            return true;
        }
        finally
        {
            while (undo.TryPop(out Action? step))
            {
                step();
            }
        }
    }

    public void Stop()
    {
        irq.Detach();
        device.Reset();
        _firmware.Unshare();
        _ring?.Dispose();
        power.Disable();
    }
}
