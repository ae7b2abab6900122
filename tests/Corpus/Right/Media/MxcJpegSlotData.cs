using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux media (imx-jpeg): every failure gives back what was allocated before it.
public sealed class JpegSlot<THal>(Dma<THal> descriptor, Dma<THal> stream, Dma<THal> tables) : IDisposable
    where THal : struct, IHal
{
    public static JpegSlot<THal>? Create()
    {
        if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? descriptor))
        {
            return null;
        }

        if (!Dma<THal>.TryCreate(2, DriverToDevice, out Dma<THal>? stream))
        {
            descriptor.Dispose();
            return null;
        }

        if (!Dma<THal>.TryCreate(1, DriverToDevice, out Dma<THal>? tables))
        {
            stream.Dispose();
            descriptor.Dispose();
            return null;
        }

        return new JpegSlot<THal>(descriptor, stream, tables);
    }

    public void Program(MmioRegion registers)
    {
        registers.Write64(0x00, descriptor.Paddr.Value);
        registers.Write64(0x08, stream.Paddr.Value);
        registers.Write64(0x10, tables.Paddr.Value);
    }

    public void Dispose()
    {
        tables.Dispose();
        stream.Dispose();
        descriptor.Dispose();
    }
}
