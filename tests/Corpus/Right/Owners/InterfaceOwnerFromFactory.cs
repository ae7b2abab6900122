using System;
using Devices;
using Hal;

/// <summary>A mapping as an interface: a sharing one, or one over DMA memory that has nothing to end.</summary>
public interface IMapping : IDisposable
{
    PhysAddr Address { get; }
}

/// <summary>The factory and its private classes.</summary>
public static class Mapping<THal>
    where THal : struct, IHal
{
    public static IMapping Of(DmaBuffer buffer, BufferDirection direction) => new SharedMapping(buffer, direction);

    public static IMapping Of(Dma<THal> region) => new RegionMapping(region);

    private sealed class SharedMapping : IMapping
    {
        private readonly Shared<THal> _share;

        public SharedMapping(DmaBuffer buffer, BufferDirection direction) => _share = new Shared<THal>(buffer, direction);

        public PhysAddr Address => _share.Paddr;

        public void Dispose() => _share.Unshare();
    }

    private sealed class RegionMapping : IMapping
    {
        private readonly Dma<THal> _region;

        public RegionMapping(Dma<THal> region) => _region = region;

        public PhysAddr Address => _region.Paddr;

        public void Dispose()
        {
        }
    }
}

/// <summary>Their user.</summary>
public sealed class MappingUser<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Run(DmaBuffer data, Dma<THal>? region)
    {
        using IMapping mapping = region is null ? Mapping<THal>.Of(data, BufferDirection.Both) : Mapping<THal>.Of(region);
        return _device.Submit(mapping.Address, data.Length);
    }
}
