using System;
using Devices;
using Hal;

/// <summary>Regions that are made when they are first needed: by ??=, by Lazy, by a test, and disposed by ?. if they were.</summary>
public sealed class LazyRegions<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Lazy<Dma<THal>> _trace = new(() => new Dma<THal>(16, BufferDirection.DeviceToDriver));
    private Dma<THal>? _bounce;
    private Dma<THal>? _table;

    public PhysAddr Trace => _trace.Value.Paddr;

    public PhysAddr Bounce => (_bounce ??= new Dma<THal>(4, BufferDirection.Both)).Paddr;

    public DmaBuffer Table()
    {
        if (_table is null)
        {
            _table = new Dma<THal>(1, BufferDirection.DriverToDevice);
        }

        return _table.RawSlice();
    }

    public void Dispose()
    {
        _bounce?.Dispose();
        _table?.Dispose();
        _bounce = _table = null;
        if (_trace.IsValueCreated)
        {
            _trace.Value.Dispose();
        }
    }
}
