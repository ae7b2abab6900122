using System;
using Devices;
using Hal;

/// <summary>A region is passed to the constructor of the object that disposes it from then on.</summary>
public sealed class OwnedRing<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _memory;

    public OwnedRing(Dma<THal> memory) => _memory = memory;

    public PhysAddr Base => _memory.Paddr;

    public void Dispose() => _memory.Dispose();
}

/// <summary>Its makers: by constructor, by property and by base class.</summary>
public sealed class RingMaker<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public OwnedRing<THal> Make()
    {
        var memory = new Dma<THal>(2, BufferDirection.Both);
        memory.AsSpan().Fill(0xFF);
        return new OwnedRing<THal>(memory);
    }

    public void MakeAndUse()
    {
        using var ring = new OwnedRing<THal>(new Dma<THal>(1, BufferDirection.Both));
        _device.Program(ring.Base, HalConstants.PageSize);
        _device.Wait(10);
    }
}
