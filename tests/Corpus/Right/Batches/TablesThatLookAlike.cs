using System;
using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;
using static Hal.BufferDirection;

/// <summary>Tables that seem to be emptied one element short, and are not.</summary>
public sealed class TablesThatLookAlike<THal>(Device engine)
    where THal : struct, IHal
{
    private static readonly List<Dma<THal>> s_pages = [];

    public void StoppedBeforeTheLast(DmaBuffer[] parts, int n)
    {
        var addresses = new PhysAddr[n];
        for (int i = 0; i < n; i++)
        {
            if (i == n - 1)
            {
                break;
            }

            addresses[i] = THal.Share(parts[i], DriverToDevice);
        }

        engine.Wait(10);
        for (int i = 0; i < n - 1; i++)
        {
            THal.Unshare(addresses[i], parts[i], DriverToDevice);
        }
    }

    public void CountedByTheFramework(IReadOnlyList<DmaBuffer> parts)
    {
        var addresses = new List<PhysAddr>();
        for (int i = 0; i < parts.Count; i++)
        {
            addresses.Add(THal.Share(parts[i], DriverToDevice));
        }

        engine.Wait(10);
        int n = parts.Count();
        for (int i = 0; i < n; i++)
        {
            THal.Unshare(addresses[i], parts[i], DriverToDevice);
        }
    }

    public int OneOrTwo(DmaBuffer[] parts)
    {
        int count = parts.Length;
        if (count > 2 || count == 0)
        {
            return -22;
        }

        Span<PhysAddr> addresses = stackalloc PhysAddr[2];
        for (int i = 0; i < count; i++)
        {
            addresses[i] = THal.Share(parts[i], DriverToDevice);
        }

        engine.Wait(10);
        THal.Unshare(addresses[0], parts[0], DriverToDevice);
        if (count > 1)
        {
            THal.Unshare(addresses[1], parts[1], DriverToDevice);
        }

        return 0;
    }

    public void Duplex(bool duplex)
    {
        int count = duplex ? 2 : 1;
        var rings = new Dma<THal>[count];
        for (int i = 0; i < count; i++)
        {
            rings[i] = new Dma<THal>(1, Both);
        }

        engine.Wait(10);
        rings[0].Dispose();
        if (duplex)
        {
            rings[1].Dispose();
        }
    }

    public void LastByName(int n)
    {
        var pool = new Dma<THal>[n];
        Dma<THal>? last = null;
        for (int i = 0; i < n; i++)
        {
            pool[i] = last = new Dma<THal>(1, Both);
        }

        engine.Wait(10);
        for (int i = 0; i < n - 1; i++)
        {
            pool[i].Dispose();
        }

        last?.Dispose();
    }

    public PhysAddr OfThePool() => new PooledPage().Base;

    public static void CloseAll()
    {
        foreach (Dma<THal> page in s_pages)
        {
            page.Dispose();
        }

        s_pages.Clear();
    }

    private sealed class PooledPage
    {
        private readonly Dma<THal> _page = new(1, Both);

        public PooledPage() => s_pages.Add(_page);

        public PhysAddr Base => _page.Paddr;
    }
}
