using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like Linux PCI probe functions with device-managed resources: each step pushes its own undoing. On failure the undo stack runs from
// the top, on success it is kept for the removal.
public sealed class ManagedDevice<THal>
    where THal : struct, IHal
{
    private readonly Stack<Action> _undo = new();

    public MmioRegion Registers { get; private set; }

    public int Probe(Device device, PowerDomain power, InterruptLine line, PhysAddr bar, DmaBuffer scratch)
    {
        int error = Steps(device, power, line, bar, scratch);
        if (error != 0)
        {
            Remove();
        }

        return error;
    }

    public void Remove()
    {
        while (_undo.TryPop(out Action? undo))
        {
            undo();
        }
    }

    private int Steps(Device device, PowerDomain power, InterruptLine line, PhysAddr bar, DmaBuffer scratch)
    {
        int error = power.Enable();
        if (error != 0)
        {
            return error;
        }

        _undo.Push(power.Disable);
        Registers = MmioRegion.Map<THal>(bar, 0x1000);
        if (Registers.Read32(0x0) == 0xFFFF_FFFF)
        {
            return -19;
        }

        if (!Dma<THal>.TryCreate(2, BufferDirection.Both, out var ring))
        {
            return -12;
        }

        _undo.Push(ring.Dispose);
        PhysAddr address = THal.Share(scratch, BufferDirection.DeviceToDriver);
        _undo.Push(() => THal.Unshare(address, scratch, BufferDirection.DeviceToDriver));
        _undo.Push(device.Reset);
        Registers.Write64(0x20, ring.Paddr.Value);
        Registers.Write64(0x28, address.Value);
        if (!line.TryAttach(() => device.Poll()))
        {
            return -16;
        }

        _undo.Push(line.Detach);
        Registers.Write32(0x4, 1);
        return 0;
    }
}
