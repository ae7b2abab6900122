using Devices;
using Hal;

/// <summary>A factory fills a region and returns it; if filling fails it disposes it and rethrows.</summary>
public static class Tables
{
    public static Dma<THal> Create<THal>(int entries)
        where THal : struct, IHal
    {
        var table = new Dma<THal>(HalConstants.PagesFor((nuint)(entries * 16)), BufferDirection.Both);
        try
        {
            for (int i = 0; i < entries; i++)
            {
                table.Slice((nuint)(i * 16), 16).AsSpan()[15] = (byte)i;
            }

            return table;
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    public static bool TryCreate<THal>(int entries, out Dma<THal>? table)
        where THal : struct, IHal
    {
        table = null;
        if (entries > 256)
        {
            return false;
        }

        table = Create<THal>(entries);
        return true;
    }
}

/// <summary>Its users.</summary>
public sealed class TableUser<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Run()
    {
        using Dma<THal> table = Tables.Create<THal>(64);
        _device.Program(table.Paddr, 1024);
        if (Tables.TryCreate(8, out Dma<THal>? small))
        {
            _device.Program(small!.Paddr, 128);
            small.Dispose();
        }
    }
}
