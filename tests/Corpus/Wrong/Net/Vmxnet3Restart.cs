using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in DPDK (net/vmxnet3): the restart disposes the old ring and writes its address to the device again.
public sealed class Vmxnet3Port<THal> : IDisposable
    where THal : struct, IHal
{
    private const nuint CommandRegister = 0x00;
    private const nuint RingRegister = 0x10;

    private readonly MmioRegion _registers;
    private Dma<THal> _ring;

    public Vmxnet3Port(MmioRegion registers)
    {
        _registers = registers;
        _ring = new Dma<THal>(2, Both);
        _registers.Write64(RingRegister, _ring.Paddr.Value);
    }

    public void Restart(int pages)
    {
        if (pages <= 0)
        {
            return;
        }

        _registers.Write32(CommandRegister, 0);
        var fresh = new Dma<THal>((nuint)pages, Both);
        _ring.Dispose();
        _registers.Write64(RingRegister, _ring.Paddr.Value); //! HAL2008
        _ring = fresh;
        _registers.Write32(CommandRegister, 1);
    }

    public void Dispose()
    {
        _registers.Write32(CommandRegister, 0);
        _ring.Dispose();
    }
}
