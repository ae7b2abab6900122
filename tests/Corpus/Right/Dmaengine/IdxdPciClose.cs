using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in DPDK: "dma/idxd: fix memory leak in PCI close": closing the device gives back both rings.
public sealed unsafe class IdxdDevice<THal>(Device idxd) : IDisposable
    where THal : struct, IHal
{
    private Dma<THal>? _batches;
    private Dma<THal>? _completions;

    public bool Configure(nuint batches)
    {
        if (_batches is not null)
        {
            return false;
        }

        if (!Dma<THal>.TryCreate(HalConstants.PagesFor(batches * 64), DriverToDevice, out Dma<THal>? ring))
        {
            return false;
        }

        if (!Dma<THal>.TryCreate(HalConstants.PagesFor(batches * 32), DeviceToDriver, out Dma<THal>? completions))
        {
            ring.Dispose();
            return false;
        }

        _batches = ring;
        _completions = completions;
        idxd.Program(ring.Paddr, (int)ring.Length);
        return true;
    }

    public byte Status(int batch)
    {
        return _completions is { } completions ? *completions.Vaddr(batch * 32) : (byte)0;
    }

    public void Dispose()
    {
        idxd.Reset();
        _batches?.Dispose();
        _batches = null;
        _completions?.Dispose();
        _completions = null;
    }
}
