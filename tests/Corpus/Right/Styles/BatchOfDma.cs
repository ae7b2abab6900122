using System;
using System.Collections.Generic;
using Devices;
using Hal;

public sealed class BatchOfDma<THal>(NvmeQueue queue) : IDisposable where THal : struct, IHal
{
    private readonly List<Dma<THal>> _pages = [];

    public bool Grow(int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? page))
            {
                return false;
            }

            _pages.Add(page);
        }

        return true;
    }

    public static Dma<THal>[] Take(int count)
    {
        var pages = new Dma<THal>[count];
        int made = 0;
        try
        {
            while (made < count)
            {
                pages[made] = new Dma<THal>(1, BufferDirection.Both);
                made++;
            }
        }
        catch (DmaException)
        {
            for (int i = 0; i < made; i++)
            {
                pages[i].Dispose();
            }

            return [];
        }

        return pages;
    }

    public int Identify()
    {
        if (!Dma<THal>.TryCreate(1, BufferDirection.DeviceToDriver, out var data))
        {
            return -12;
        }

        using (data)
        {
            int command = queue.Submit(6, data.Paddr, default);
            if (command < 0)
            {
                return command;
            }

            while (!queue.IsDone(command))
            {
            }

            return data.AsSpan()[0];
        }
    }

    public void Dispose()
    {
        foreach (Dma<THal> page in _pages)
        {
            page.Dispose();
        }

        _pages.Clear();
    }
}
