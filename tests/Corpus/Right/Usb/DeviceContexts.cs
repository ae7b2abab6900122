using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The device context array of an extensible host controller: one page of contexts for each slot. A slot's pages leave the array before
// they are given back, and a half-made slot is undone.
internal sealed unsafe class DeviceContexts<THal> : IDisposable
    where THal : struct, IHal
{
    private sealed class Slot
    {
        public required Dma<THal> Output;
        public required Dma<THal> Input;
    }

    private const int MaxSlots = 255;

    private readonly Device _controller;
    private readonly Dma<THal> _array;
    private readonly Slot?[] _slots = new Slot?[MaxSlots + 1];

    public DeviceContexts(Device controller)
    {
        _controller = controller;
        _array = new Dma<THal>(1, Both);
        _controller.Program(_array.Paddr, (MaxSlots + 1) * sizeof(ulong));
    }

    public bool Enable(int slot)
    {
        if (slot is < 1 or > MaxSlots || _slots[slot] is not null)
        {
            return false;
        }

        if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? output))
        {
            return false;
        }

        if (!Dma<THal>.TryCreate(1, DriverToDevice, out Dma<THal>? input))
        {
            output.Dispose();
            return false;
        }

        _slots[slot] = new Slot { Output = output, Input = input };
        Volatile.Write(ref *_array.Pointer<ulong>((nuint)(slot * sizeof(ulong))), output.Paddr.Value);
        return true;
    }

    public void Disable(int slot)
    {
        if (slot is < 1 or > MaxSlots || _slots[slot] is not { } entry)
        {
            return;
        }

        _controller.WriteRegister(0x40, (ulong)slot);
        if (!_controller.Wait(100))
        {
            _controller.Reset();
        }

        Volatile.Write(ref *_array.Pointer<ulong>((nuint)(slot * sizeof(ulong))), 0);
        _slots[slot] = null;
        entry.Input.Dispose();
        entry.Output.Dispose();
    }

    public void Dispose()
    {
        _controller.Reset();
        for (int slot = 1; slot <= MaxSlots; slot++)
        {
            Disable(slot);
        }

        _array.Dispose();
    }
}
