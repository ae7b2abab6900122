// Batches of shares that are unwound completely, whichever way the loops count.
using System;
using Devices;
using System.Collections.Generic;
using Hal;

namespace Drivers;

public sealed class UnwoundInManyWays<THal>(Device device, Ring ring)
    where THal : struct, IHal
{
    public bool AfterAnException(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        int i = 0;
        try
        {
            for (; i < parts.Length; i++)
            {
                addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice);
                device.Submit(addresses[i]);
            }
        }
        catch (DmaException)
        {
            while (--i >= 0)
            {
                THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
            }
            return false;
        }

        for (i = 0; i < parts.Length; i++)
        {
            THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
        }

        return true;
    }
    public bool InFinally(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        int mapped = 0;
        try
        {
            foreach (DmaBuffer part in parts)
            {
                addresses[mapped] = THal.Share(part, BufferDirection.DriverToDevice);
                mapped++;
            }
            device.Wait(1);
        }
        finally
        {
            while (mapped-- > 0)
            {
                THal.Unshare(addresses[mapped], parts[mapped], BufferDirection.DriverToDevice);
            }
        }
        return true;
    }
    public bool DownFromTheFailed(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice);
            if (!device.Submit(addresses[i]))
            {
                for (int k = i; k >= 0; k--) THal.Unshare(addresses[k], parts[k], BufferDirection.DriverToDevice);
                return false;
            }
        }
        for (int i = parts.Length - 1; i >= 0; i--) THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
        return true;
    }
    public bool CountedOneMore(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        int i;
        for (i = 0; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice);
            if (!device.Submit(addresses[i]))
            {
                i++;
                break;
            }
        }
        bool ok = i == parts.Length && device.Wait(1);
        while (--i >= 0) THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
        return ok;
    }
    public bool FailedReleasedAtOnce(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        int i;
        for (i = 0; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice);
            if (!device.Submit(addresses[i]))
            {
                THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
                break;
            }
        }
        bool ok = i == parts.Length && device.Wait(1);
        while (--i >= 0) THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
        return ok;
    }
    public bool PutInAfterwards(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        int i;
        for (i = 0; i < parts.Length; i++)
        {
            PhysAddr a = THal.Share(parts[i], BufferDirection.DriverToDevice);
            if (!device.Submit(a))
            {
                THal.Unshare(a, parts[i], BufferDirection.DriverToDevice);
                break;
            }
            addresses[i] = a;
        }
        bool ok = i == parts.Length && device.Wait(1);
        while (--i >= 0) THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
        return ok;
    }
    public bool DoWhile(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        int i;
        for (i = 0; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice);
            if (addresses[i].Value >= 0x1_0000_0000)
            {
                goto undo;
            }
        }
        device.Wait(1);
        for (i = 0; i < parts.Length; i++) THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
        return true;
    undo:
        do
        {
            THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
        } while (--i >= 0);
        return false;
    }
    public bool CountedBeside(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        int n = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice);
            n = i + 1;
            if (!device.Submit(addresses[i])) break;
        }
        for (int i = 0; i < n; i++) THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
        return true;
    }

    public bool WithAnotherCounter(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        int i = 0;
        try
        {
            for (; i < parts.Length; i++)
            {
                addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice);
                device.Submit(addresses[i]);
            }
        }
        catch (DmaException)
        {
            while (--i >= 0)
            {
                THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
            }
            return false;
        }

        foreach (var a in addresses) device.Submit(a);
        for (int j = 0; j < parts.Length; j++)
        {
            THal.Unshare(addresses[j], parts[j], BufferDirection.DriverToDevice);
        }

        return true;
    }
    public bool CaughtInTheTurn(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        int i;
        for (i = 0; i < parts.Length; i++)
        {
            try
            {
                addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice);
                device.Program(addresses[i], 4);
            }
            catch (DmaException)
            {
                for (int k = i - 1; k >= 0; k--) THal.Unshare(addresses[k], parts[k], BufferDirection.DriverToDevice);
                return false;
            }
        }
        for (int j = 0; j < parts.Length; j++)
        {
            THal.Unshare(addresses[j], parts[j], BufferDirection.DriverToDevice);
        }

        return true;
    }
}
