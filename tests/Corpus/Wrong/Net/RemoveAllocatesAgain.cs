using System;
using Hal;
using Devices;

// Follows a fix in U-Boot, 4a7c9dbf9a4.
/// <summary>A network driver's remove that was copied from its probe: it allocates the rings anew instead of freeing them.</summary>
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
        Dma<THal> descriptors = new(1, BufferDirection.Both); //! HAL2002
        Dma<THal> buffers = new(16, BufferDirection.DeviceToDriver); //! HAL2002
        _mac.Program(descriptors.Paddr, 0);
        _mac.Program(buffers.Paddr, 0);
        _mac.Reset();
        _descriptors?.Dispose();
        _descriptors = null;
    }
}
