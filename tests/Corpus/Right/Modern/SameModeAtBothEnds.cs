using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// What was mapped depends on a mode; the same mode is asked at the end, in another form.
public enum TransferMode
{
    Pio,
    Dma,
    DmaChained,
}

public abstract record Operation;

public sealed record ReadOperation(DmaBuffer Target) : Operation;

public sealed record FlushOperation : Operation;

public sealed class SameModeAtBothEnds<THal>(Device device)
    where THal : struct, IHal
{
    public int ByEnum(TransferMode mode, DmaBuffer buffer)
    {
        PhysAddr paddr = default;
        switch (mode)
        {
            case TransferMode.Dma:
            case TransferMode.DmaChained:
                paddr = THal.Share(buffer, Both);
                break;
        }

        int status = device.Start(paddr, buffer.Length);
        device.Reset();
        if (mode != TransferMode.Pio)
        {
            THal.Unshare(paddr, buffer, Both);
        }

        return status;
    }

    public int ByType(Operation operation)
    {
        PhysAddr paddr = default;
        if (operation is ReadOperation toMap)
        {
            paddr = THal.Share(toMap.Target, DeviceToDriver);
        }

        int status = device.Start(paddr, 0);
        device.Reset();
        if (operation is ReadOperation mapped)
        {
            THal.Unshare(paddr, mapped.Target, DeviceToDriver);
        }

        return status;
    }

    public int ByCount(DmaBuffer[] buffers)
    {
        PhysAddr first = default, second = default;
        if (buffers.Length > 0)
        {
            first = THal.Share(buffers[0], DriverToDevice);
        }

        if (buffers.Length > 1)
        {
            second = THal.Share(buffers[1], DeviceToDriver);
        }

        int status = device.Start(first, 0) | device.Start(second, 0);
        device.Reset();
        if (buffers.Length >= 2)
        {
            THal.Unshare(second, buffers[1], DeviceToDriver);
        }

        if (buffers.Length >= 1)
        {
            THal.Unshare(first, buffers[0], DriverToDevice);
        }

        return status;
    }

    public int ByString(string kind, DmaBuffer buffer)
    {
        bool dma = kind.Equals("dma", StringComparison.OrdinalIgnoreCase);
        PhysAddr? paddr = dma ? THal.Share(buffer, Both) : null;
        int status = device.Start(paddr ?? default, buffer.Length);
        device.Reset();
        if (paddr is not null)
        {
            THal.Unshare(paddr.Value, buffer, Both);
        }

        return status;
    }
}
