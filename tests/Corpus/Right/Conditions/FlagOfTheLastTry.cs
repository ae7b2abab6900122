using System;
using System.Collections.Generic;
using Devices;
using Hal;

public sealed class LastTry<THal>(VendorQueue queue) where THal : struct, IHal
{
    public int Post(DmaBuffer b)
    {
        bool queued = false;
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
        try
        {
            for (int i = 0; i < 3; i++)
            {
                queued = queue.TryEnqueue(a, b, out int slot);
                if (queued)
                {
                    return slot;
                }
            }

            return -1;
        }
        finally
        {
            if (!queued)
            {
                THal.Unshare(a, b, BufferDirection.DriverToDevice);
            }
        }
    }
}
