using System;
using Devices;
using Hal;

/// <summary>A length that may be 0 is ruled out, rounded up to one page, or refused before it counts pages.</summary>
public sealed class NeverZeroPages<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Guarded(int bytes)
    {
        if (bytes <= 0)
        {
            return false;
        }

        using var region = new Dma<THal>(HalConstants.PagesFor((nuint)bytes), BufferDirection.Both);
        return _device.Submit(region.Paddr, bytes);
    }

    public bool AtLeastOne(nuint pages)
    {
        using var region = new Dma<THal>(Math.Max(pages, 1), BufferDirection.Both);
        return _device.Submit(region.Paddr);
    }

    public bool Chosen(int entries)
    {
        nuint pages = entries == 0 ? 1 : (nuint)((entries * 16 + 4095) / 4096);
        using var region = new Dma<THal>(pages, BufferDirection.Both);
        return _device.Submit(region.Paddr, entries);
    }

    public bool Counted()
    {
        nuint pages = 0;
        foreach (int part in new[] { 100, 5000 })
        {
            pages += HalConstants.PagesFor((nuint)part);
        }

        using var region = new Dma<THal>(pages, BufferDirection.Both);
        return _device.Submit(region.Paddr);
    }
}
