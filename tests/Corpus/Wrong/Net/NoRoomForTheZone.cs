using Hal;
using Devices;

// Follows a fix in DPDK, db22d31a79.
/// <summary>An allocator of named zones that allocates the memory and then finds its table full.</summary>
public sealed unsafe class NamedZones<THal>
    where THal : struct, IHal
{
    private readonly Dma<THal>?[] _zones = new Dma<THal>?[64];

    public Dma<THal>? Reserve(nuint pages)
    {
        if (!Dma<THal>.TryCreate(pages, BufferDirection.Both, out Dma<THal>? zone)) //! HAL2002
        {
            return null;
        }

        for (int i = 0; i < _zones.Length; i++)
        {
            if (_zones[i] is null)
            {
                return _zones[i] = zone;
            }
        }

        Log.Info("no free zone");
        return null;
    }

    public void ReleaseAll()
    {
        foreach (Dma<THal>? zone in _zones)
        {
            zone?.Dispose();
        }
    }
}
