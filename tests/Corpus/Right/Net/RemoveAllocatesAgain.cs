using System;
using Hal;
using Devices;

/// <summary>A network driver's remove that frees the rings that its probe allocated.</summary>
public sealed class QosEthernet<THal>
    where THal : struct, IHal
{
    private readonly Device _mac = new();
    private Dma<THal>? _descriptors;

    public void Probe()
    {
        _descriptors = new Dma<THal>(1, BufferDirection.Both);
        _mac.Program(_descriptors.Paddr, HalConstants.PageSize);
    }

    public void Remove()
    {
        _mac.Reset();
        _descriptors?.Dispose();
        _descriptors = null;
    }
}
