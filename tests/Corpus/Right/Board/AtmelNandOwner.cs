using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (mtd, raw nand drivers): the probe disposes what it has made before it returns null.
internal sealed class NandChip<THal> : IDisposable
    where THal : struct, IHal
{
    public NandChip(Device controller)
    {
        Controller = controller;
        Page = new Dma<THal>(2, Both);
    }

    public Device Controller { get; }

    public Dma<THal> Page { get; }

    public int ReadId()
    {
        Controller.Program(Page.Paddr, 8);
        Controller.Wait(1);
        return Page.AsSpan()[0];
    }

    public void Dispose()
    {
        Controller.Reset();
        Page.Dispose();
    }
}

internal static class NandProbe<THal>
    where THal : struct, IHal
{
    public static NandChip<THal>? Probe(Device controller)
    {
        var chip = new NandChip<THal>(controller);
        if (chip.ReadId() is 0x2C or 0xEC or 0xC2)
        {
            return chip;
        }

        chip.Dispose();
        return null;
    }
}
