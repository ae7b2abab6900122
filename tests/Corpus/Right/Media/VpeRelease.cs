using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "media: ti-vpe: Free vpdma buffers in vpe_release": the context gave its descriptor list back and forgot a
// buffer beside it.
public sealed unsafe class VpeContext<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _vpdma;
    private readonly Dma<THal> _descriptors;
    private readonly Dma<THal> _scalerCoefficients;
    private readonly Dma<THal> _motionVectors;

    public VpeContext(Device vpdma, nuint motionPages)
    {
        _vpdma = vpdma;
        _descriptors = new Dma<THal>(1, DriverToDevice);
        _scalerCoefficients = new Dma<THal>(2, DriverToDevice);
        _motionVectors = new Dma<THal>(motionPages, Both);
    }

    public bool Run()
    {
        ulong* list = _descriptors.Pointer<ulong>(0);
        list[0] = _scalerCoefficients.Paddr.Value;
        list[1] = _motionVectors.Paddr.Value;
        _vpdma.Program(_descriptors.Paddr, 16);
        return _vpdma.Wait(100);
    }

    public void Dispose()
    {
        _vpdma.Reset();
        _motionVectors.Dispose();
        _scalerCoefficients.Dispose();
        _descriptors.Dispose();
    }
}
