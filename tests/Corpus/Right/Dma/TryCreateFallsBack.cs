using Devices;
using Hal;

/// <summary>TryCreate for many pages, then for fewer; who got a region disposes it.</summary>
public sealed class Fallback<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Run()
    {
        if (!Dma<THal>.TryCreate(256, BufferDirection.Both, out Dma<THal>? region)
            && !Dma<THal>.TryCreate(16, BufferDirection.Both, out region))
        {
            return false;
        }

        using (region)
        {
            return _device.Submit(region.Paddr, (int)region.Length);
        }
    }

    public nuint Largest()
    {
        for (nuint pages = 1024; pages > 0; pages /= 2)
        {
            if (Dma<THal>.TryCreate(pages, BufferDirection.Both, out var probe))
            {
                probe.Dispose();
                return pages;
            }
        }

        return 0;
    }
}
