using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "net/sonic: Quiesce SONIC before re-initializing descriptor memory" (3f4b7e6a2be9): the chip was pointed at
// the descriptors of the time before.
public sealed unsafe class SonicDescriptors<THal> : IDisposable
    where THal : struct, IHal
{
    private const nuint Urra = 0x50, Rra = 0x54, Cr = 0x00;

    private readonly MmioRegion _regs;
    private Dma<THal> _descriptors;

    public SonicDescriptors(MmioRegion regs)
    {
        _regs = regs;
        _descriptors = new Dma<THal>(1, Both);
        Load(_descriptors.Paddr);
    }

    public void Reinitialize(nuint pages)
    {
        PhysAddr area = _descriptors.Paddr;
        _regs.Write32(Cr, 0x80);
        _descriptors.Dispose();
        _descriptors = new Dma<THal>(pages, Both);
        Load(area); //! HAL2008
        Log.Address(area);
    }

    public void Dispose()
    {
        _regs.Write32(Cr, 0x80);
        _descriptors.Dispose();
    }

    private void Load([DeviceAddress] PhysAddr area)
    {
        _regs.Write32(Urra, (uint)(area.Value >> 16));
        _regs.Write32(Rra, (uint)area.Value & 0xFFFF);
        _regs.Write32(Cr, 0x09);
    }
}
