using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>Regions made in the arms of a switch and in loops, disposed by a using, a list or a finally.</summary>
public sealed class RegionsEverywhere<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Run(int kind)
    {
        using Dma<THal>? region = kind switch
        {
            0 => null,
            1 => new Dma<THal>(1, BufferDirection.DriverToDevice),
            _ => new Dma<THal>((nuint)kind, BufferDirection.Both),
        };
        if (region is not null)
        {
            _device.Program(region.Paddr, (int)region.Length);
        }
    }

    public void RunMany(int count)
    {
        var regions = new List<Dma<THal>>();
        try
        {
            while (regions.Count < count)
            {
                regions.Add(new Dma<THal>(1, BufferDirection.Both));
                _device.Program(regions[^1].Paddr, 4096);
            }
        }
        finally
        {
            regions.ForEach(region => region.Dispose());
        }
    }

    public void RunOneByOne(int count)
    {
        for (int i = 1; i <= count; i++)
        {
            using var region = new Dma<THal>((nuint)i, BufferDirection.Both);
            if (!_device.Submit(region.Paddr))
            {
                break;
            }
        }
    }
}
