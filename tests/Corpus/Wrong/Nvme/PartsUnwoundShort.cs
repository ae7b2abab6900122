// A batch that is unwound with one element left behind: each of these loops stops before it reaches element 0, or starts after it.
using Devices;
using System.Collections.Generic;
using Hal;

namespace Drivers;

public sealed class UnwindingBatch<THal>(Device device)
    where THal : struct, IHal
{
    public bool FromTheFailed(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        int i = 0;
        for (; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice);
            if (!device.Submit(addresses[i])) { goto unwind; }
        }

        for (i = 0; i < parts.Length; i++)
        {
            THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
        }

        return true;
    unwind:
        while (i >= 0)
        {
            THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
            i--;
        }

        return false;
    }

    public bool ShortOfTheFirst(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        int i = 0;
        for (; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice); //! HAL1002 (no fix: table)
            if (!device.Submit(addresses[i])) { goto unwind; }
        }

        for (i = 0; i < parts.Length; i++)
        {
            THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
        }

        return true;
    unwind:
        while (i > 0)
        {
            THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
            i--;
        }

        return false;
    }

    public PhysAddr[]? CountedDown(DmaBuffer[] parts, int count)
    {
        var addresses = new PhysAddr[parts.Length];
        for (int i = 0; i < count; i++)
        {
            addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice); //! HAL1002 (no fix: table)
            if (!device.Submit(addresses[i])) { 
                for (int j = i - 1; j > 0; j--) THal.Unshare(addresses[j], parts[j], BufferDirection.DriverToDevice);
                return null;
            }
        }
        return addresses;
    }

    public PhysAddr[]? OneBased(DmaBuffer[] parts, int count)
    {
        var addresses = new PhysAddr[parts.Length];
        for (int i = 0; i < count; i++)
        {
            addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice);
            if (!device.Submit(addresses[i])) { 
                for (int j = i + 1; j > 0; j--) THal.Unshare(addresses[j - 1], parts[j - 1], BufferDirection.DriverToDevice);
                return null;
            }
        }
        return addresses;
    }

    public PhysAddr[]? StepFirst(DmaBuffer[] parts, int count)
    {
        var addresses = new PhysAddr[parts.Length];
        for (int i = 0; i < count; i++)
        {
            addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice); //! HAL1002 (no fix: table)
            if (!device.Submit(addresses[i])) { 
                while (i > 0) { i--; THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice); }
                return null;
            }
        }
        return addresses;
    }

    public List<PhysAddr>? FromAList(DmaBuffer[] parts, int count)
    {
        var addresses = new List<PhysAddr>(count);
        for (int i = 0; i < count; i++)
        {
            var address = THal.Share(parts[i], BufferDirection.DriverToDevice); //! HAL1002 (no fix: table)
            if (!device.Submit(address)) {
                THal.Unshare(address, parts[i], BufferDirection.DriverToDevice); 
                for (int j = addresses.Count - 1; j > 0; j--) THal.Unshare(addresses[j], parts[j], BufferDirection.DriverToDevice);
                return null;
            }
            addresses.Add(address);
        }
        return addresses;
    }
}
