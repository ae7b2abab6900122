using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The command that addresses a device: input and output context are allocated, the input only for the command.</summary>
public sealed unsafe class XhciAddressDevice<THal>(MmioRegion doorbells, Mailbox commands)
    where THal : struct, IHal
{
    private readonly Dictionary<int, Dma<THal>> _contexts = [];
    private readonly Dma<THal> _baseArray = new(1, DriverToDevice);

    public bool Address(int slot, PhysAddr endpoint0, uint route)
    {
        using var input = new Dma<THal>(1, DriverToDevice);
        uint* control = input.Pointer<uint>(0);
        control[1] = 3;
        uint* context = input.Pointer<uint>(32);
        context[0] = route | (1u << 27);
        ulong* dequeue = input.Pointer<ulong>(64 + 8);
        *dequeue = endpoint0.Value | 1;

        if (!Dma<THal>.TryCreate(1, DeviceToDriver, out Dma<THal>? output))
        {
            return false;
        }

        _baseArray.Pointer<ulong>(0)[slot] = output.Paddr.Value;
        if (commands.Execute(11, input.Paddr) is var error && error != 0)
        {
            _baseArray.Pointer<ulong>(0)[slot] = 0;
            output.Dispose();
            return false;
        }

        if (!_contexts.TryAdd(slot, output))
        {
            throw new DeviceException($"slot {slot} has a context");
        }

        doorbells.Write32((nuint)slot * 4, 1);
        return true;
    }

    public void Remove(int slot)
    {
        if (_contexts.Remove(slot, out Dma<THal>? output))
        {
            commands.Execute(10, default);
            _baseArray.Pointer<ulong>(0)[slot] = 0;
            output.Dispose();
        }
    }

    public void Close()
    {
        foreach (int slot in _contexts.Keys.ToArray())
        {
            Remove(slot);
        }

        _baseArray.Dispose();
    }
}
