using Hal;
using Devices;

/// <summary>An allocator of named zones that gives the memory back when it finds its table full.</summary>
public sealed unsafe class NamedZones<THal>
    where THal : struct, IHal
{
    private readonly Dma<THal>?[] _zones = new Dma<THal>?[64];

    public Dma<THal>? Reserve(nuint pages)
    {
        if (!Dma<THal>.TryCreate(pages, BufferDirection.Both, out Dma<THal>? zone))
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
        zone.Dispose();
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
