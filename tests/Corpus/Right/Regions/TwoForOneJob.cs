using System;
using Devices;
using Hal;

/// <summary>Several regions at once: in an array initializer, in a tuple, in a record, swapped, and one moved to a field.</summary>
public sealed class SeveralRegions<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private Dma<THal>? _kept;

    private sealed record Pair(Dma<THal> Source, Dma<THal> Target);

    public void InArray()
    {
        Dma<THal>[] regions = { new(1, BufferDirection.DriverToDevice), new(1, BufferDirection.DeviceToDriver) };
        _device.Program(regions[0].Paddr, 4096);
        Array.ForEach(regions, region => region.Dispose());
    }

    public void InTuple()
    {
        var (first, second) = (new Dma<THal>(1, BufferDirection.Both), new Dma<THal>(2, BufferDirection.Both));
        if (_device.Ready)
        {
            (first, second) = (second, first);
        }

        _device.Program(first.Paddr, 4096);
        first.Dispose();
        second.Dispose();
    }

    public void InRecord()
    {
        var pair = new Pair(new Dma<THal>(1, BufferDirection.DriverToDevice), new Dma<THal>(1, BufferDirection.DeviceToDriver));
        _device.Program(pair.Source.Paddr, 4096);
        pair.Source.Dispose();
        pair.Target.Dispose();
    }

    public void OneIsKept(bool keepFirst)
    {
        var first = new Dma<THal>(1, BufferDirection.Both);
        var second = new Dma<THal>(1, BufferDirection.Both);
        _kept?.Dispose();
        _kept = keepFirst ? first : second;
        (keepFirst ? second : first).Dispose();
    }

    public void Dispose() => _kept?.Dispose();
}
