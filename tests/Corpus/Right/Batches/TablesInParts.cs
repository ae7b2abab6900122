using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

/// <summary>Tables that are emptied in two parts, by a helper, or as far as they were filled.</summary>
public sealed class TablesInParts<THal>(Ring ring, VendorQueue queue, Device engine)
    where THal : struct, IHal
{
    public bool Stopped(int buffers)
    {
        var pool = new Dma<THal>[buffers];
        int n = 0;
        for (int i = 0; i < buffers; i++)
        {
            if (!Dma<THal>.TryCreate(1, DeviceToDriver, out Dma<THal>? buffer))
            {
                break;
            }

            pool[i] = buffer;
            n++;
        }

        bool done = engine.Wait(10);
        for (int i = 0; i < n; i++)
        {
            pool[i].Dispose();
        }

        return done;
    }

    public bool LastApart(int buffers)
    {
        var pool = new Dma<THal>[buffers];
        for (int i = 0; i < buffers; i++)
        {
            pool[i] = new Dma<THal>(1, Both);
        }

        for (int i = 0; i < buffers - 1; i++)
        {
            pool[i].Dispose();
        }

        pool[buffers - 1].Dispose();
        return true;
    }

    public bool LastByIndex(int buffers)
    {
        var pool = new Dma<THal>[buffers];
        for (int i = 0; i < buffers; i++)
        {
            pool[i] = new Dma<THal>(1, Both);
        }

        for (int i = 0; i < buffers - 1; i++)
        {
            pool[i].Dispose();
        }

        pool[^1].Dispose();
        return true;
    }

    public int AsTaken(DmaBuffer[] parts)
    {
        int count = parts.Length;
        var addresses = new PhysAddr[count];
        for (int i = 0; i < count; i++)
        {
            addresses[i] = THal.Share(parts[i], DriverToDevice);
        }

        int taken = queue.PushMany(addresses, parts);
        engine.Wait(3000);
        for (int i = 0; i < taken; i++)
        {
            THal.Unshare(addresses[i], parts[i], DriverToDevice);
        }

        for (int i = taken; i < count; i++)
        {
            THal.Unshare(addresses[i], parts[i], DriverToDevice);
        }

        return taken;
    }

    public int Helper(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], DriverToDevice);
        }

        engine.Wait(100);
        THal.Unshare(addresses[0], parts[0], DriverToDevice);
        End(addresses, parts, 1);
        return 0;
    }

    public int HelperDown(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        int mapped = 0;
        for (; mapped < parts.Length; mapped++)
        {
            addresses[mapped] = THal.Share(parts[mapped], DriverToDevice);
            if (!engine.Wait(1))
            {
                EndTo(addresses, parts, mapped);
                return -1;
            }
        }

        engine.Wait(100);
        EndTo(addresses, parts, mapped - 1);
        return 0;
    }

    private static void EndTo(PhysAddr[] addresses, DmaBuffer[] parts, int last)
    {
        for (int i = last; i >= 0; i--)
        {
            THal.Unshare(addresses[i], parts[i], DriverToDevice);
        }
    }

    private static void End(PhysAddr[] addresses, DmaBuffer[] parts, int from)
    {
        for (int i = from; i < parts.Length; i++)
        {
            THal.Unshare(addresses[i], parts[i], DriverToDevice);
        }
    }

    public bool Partly(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], DriverToDevice);
            if (i == parts.Length - 1)
            {
                THal.Unshare(addresses[i], parts[i], DriverToDevice);
            }
        }

        for (int i = 0; i < parts.Length - 1; i++)
        {
            THal.Unshare(addresses[i], parts[i], DriverToDevice);
        }

        return true;
    }

    public bool Pair(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], DriverToDevice);
        }

        for (int i = 0; i < parts.Length - 1; i++)
        {
            THal.Unshare(addresses[i + 1], parts[i + 1], DriverToDevice);
            if (i == 0)
            {
                THal.Unshare(addresses[i], parts[i], DriverToDevice);
            }
        }

        return true;
    }
}
