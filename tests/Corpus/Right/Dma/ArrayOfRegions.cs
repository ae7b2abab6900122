using System;
using Devices;
using Hal;

/// <summary>An array of regions; a failure in the middle disposes those that were made, with a loop over a partly filled array.</summary>
public sealed class RegionArray<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal>?[] _regions;

    public RegionArray(int count)
    {
        var regions = new Dma<THal>?[count];
        int made = 0;
        try
        {
            for (; made < count; made++)
            {
                regions[made] = new Dma<THal>(1, BufferDirection.Both);
            }
        }
        finally
        {
            if (made < count)
            {
                foreach (Dma<THal>? region in regions)
                {
                    region?.Dispose();
                }
            }
        }

        _regions = regions;
    }

    public PhysAddr this[int index] => _regions[index]!.Paddr;

    public void Dispose()
    {
        for (int i = 0; i < _regions.Length; i++)
        {
            _regions[i]?.Dispose();
            _regions[i] = null;
        }
    }
}
