using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

/// <summary>What fills a table and what empties it, each in a form of its own; the two are one element apart.</summary>
public sealed class TableEnds<THal>(Ring ring, VendorQueue queue, Device engine)
    where THal : struct, IHal
{
    public bool LastThroughOut(int buffers)
    {
        var pool = new Dma<THal>[buffers];
        for (int i = 0; i < buffers; i++)
        {
            if (!Dma<THal>.TryCreate(1, DeviceToDriver, out Dma<THal>? buffer)) //! HAL2002 (no fix: table)
            {
                for (int j = 0; j < i; j++)
                {
                    pool[j].Dispose();
                }

                return false;
            }

            pool[i] = buffer;
            ring.Post(i, pool[i].Paddr, HalConstants.PageSize);
        }

        bool done = engine.Wait(10);
        for (int i = 0; i < buffers - 1; i++)
        {
            pool[i].Dispose();
        }

        return done;
    }

    public void LastThroughLocal(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            PhysAddr at = THal.Share(parts[i], DriverToDevice); //! HAL1002 (no fix: table)
            addresses[i] = at;
        }

        engine.Wait(10);
        for (int i = 0; i < parts.Length - 1; i++)
        {
            THal.Unshare(addresses[i], parts[i], DriverToDevice);
        }
    }

    public void LastInSpan(DmaBuffer[] parts)
    {
        Span<PhysAddr> addresses = stackalloc PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], DriverToDevice); //! HAL1002 (no fix: table)
        }

        engine.Wait(10);
        for (int i = 0; i < parts.Length - 1; i++)
        {
            THal.Unshare(addresses[i], parts[i], DriverToDevice);
        }
    }

    public void FirstInList(DmaBuffer[] parts)
    {
        var addresses = new List<PhysAddr>(parts.Length);
        for (int i = 0; i < parts.Length; i++)
        {
            addresses.Add(THal.Share(parts[i], DriverToDevice)); //! HAL1002 (no fix: table)
        }

        engine.Wait(10);
        for (int i = addresses.Count - 1; i > 0; i--)
        {
            THal.Unshare(addresses[i], parts[i], DriverToDevice);
        }
    }

    public void LastInList(DmaBuffer[] parts)
    {
        var addresses = new List<PhysAddr>(parts.Length);
        for (int i = 0; i < parts.Length; i++)
        {
            addresses.Add(THal.Share(parts[i], DriverToDevice)); //! HAL1002 (no fix: table)
        }

        engine.Wait(10);
        for (int i = 0; i < addresses.Count - 1; i++)
        {
            THal.Unshare(addresses[i], parts[i], DriverToDevice);
        }
    }

    public void LastOfForeach(IReadOnlyList<DmaBuffer> parts)
    {
        var addresses = new PhysAddr[parts.Count];
        int n = 0;
        foreach (DmaBuffer part in parts)
        {
            addresses[n++] = THal.Share(part, DriverToDevice); //! HAL1002 (no fix: table)
        }

        engine.Wait(10);
        for (int i = 0; i < n - 1; i++)
        {
            THal.Unshare(addresses[i], parts[i], DriverToDevice);
        }
    }

    public void FirstOfWhile(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        int n = 0;
        while (n < parts.Length)
        {
            addresses[n] = THal.Share(parts[n], DriverToDevice); //! HAL1002 (no fix: table)
            n++;
        }

        engine.Wait(10);
        while (--n > 0)
        {
            THal.Unshare(addresses[n], parts[n], DriverToDevice);
        }
    }

    public bool HelperReleasesFirst(int n)
    {
        var rings = new Dma<THal>[n];
        for (int q = 0; q < rings.Length; q++)
        {
            rings[q] = new Dma<THal>(1, Both); //! HAL2002 (no fix: table)
        }

        bool passed = engine.Wait(100);
        Close(rings);
        return passed;
    }

    private void Close(Dma<THal>[] rings)
    {
        engine.Reset();
        rings[0].Dispose();
    }

    public bool HelperReleasesAllButOne(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], DriverToDevice); //! HAL1002 (no fix: table)
        }

        bool passed = engine.Wait(100);
        End(addresses, parts, parts.Length);
        return passed;
    }

    private static void End(PhysAddr[] addresses, DmaBuffer[] parts, int count)
    {
        for (int i = 1; i < count; i++)
        {
            THal.Unshare(addresses[i], parts[i], DriverToDevice);
        }
    }

    public int AsTaken(DmaBuffer[] parts)
    {
        int count = parts.Length;
        var addresses = new PhysAddr[count];
        for (int i = 0; i < count; i++)
        {
            addresses[i] = THal.Share(parts[i], DriverToDevice); //! HAL1002 (no fix: table)
        }

        int taken = queue.PushMany(addresses, parts);
        engine.Wait(3000);
        for (int i = 0; i < taken; i++)
        {
            THal.Unshare(addresses[i], parts[i], DriverToDevice);
        }

        return taken;
    }

    public int ErrorPathForgetsLast(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], DriverToDevice); //! HAL1002 (no fix: table)
        }

        if (!engine.Wait(10))
        {
            for (int i = 0; i < parts.Length - 1; i++)
            {
                THal.Unshare(addresses[i], parts[i], DriverToDevice);
            }

            return -1;
        }

        for (int i = 0; i < parts.Length; i++)
        {
            THal.Unshare(addresses[i], parts[i], DriverToDevice);
        }

        return 0;
    }
}
