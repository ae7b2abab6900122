using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (gve): Dispose frees the report as well, and a second Setup keeps what is there.
internal sealed class DeviceResources<THal>(MmioRegion registers) : IDisposable
    where THal : struct, IHal
{
    private Dma<THal>? _counters;
    private Dma<THal>? _report;

    public int LinkChanges => _report is null ? 0 : _report.AsSpan()[8];

    public void Setup()
    {
        _counters ??= new Dma<THal>(1, DeviceToDriver);
        registers.Write64(0x20, _counters.Paddr.Value);
        _report ??= new Dma<THal>(2, DeviceToDriver);
        registers.Write64(0x28, _report.Paddr.Value);
    }

    public void Dispose()
    {
        registers.Write64(0x20, 0);
        registers.Write64(0x28, 0);
        _counters?.Dispose();
        _report?.Dispose();
        _counters = null;
        _report = null;
    }
}
