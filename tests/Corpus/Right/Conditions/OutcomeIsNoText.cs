using System;
using System.Threading;
using Devices;
using Hal;

public sealed class OutcomeOfText<THal>(VendorQueue queue) where THal : struct, IHal
{
    public string? Offer(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
        if (queue.Offer(a, b) is not { } error)
        {
            return null;
        }

        THal.Unshare(a, b, BufferDirection.DriverToDevice);
        return error;
    }
}
