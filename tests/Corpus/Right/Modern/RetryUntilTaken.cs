using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Retry loops around a queue that may refuse, throw or be full, with one share for all attempts.
public sealed class RetryUntilTaken<THal>(Queue queue, VendorQueue vendor, Device device)
    where THal : struct, IHal
{
    public bool ByWhile(DmaBuffer buffer, int attempts)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        while (attempts-- > 0)
        {
            try
            {
                if (queue.TryAdd(paddr, buffer))
                {
                    return true;
                }
            }
            catch (DeviceException)
            {
                device.Reset();
            }

            Thread.Sleep(1);
        }

        THal.Unshare(paddr, buffer, DriverToDevice);
        return false;
    }

    public int ByDo(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        int error;
        do
        {
            error = queue.AddOrError(paddr, buffer);
        }
        while (error == -4);

        if (error != 0)
        {
            THal.Unshare(paddr, buffer, DriverToDevice);
        }

        return error;
    }

    public bool ByFor(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        for (var deadline = Deadline.In(100); !deadline.Expired; Thread.Yield())
        {
            switch (vendor.Submit(paddr, buffer))
            {
                case SubmitResult.Queued:
                    return true;
                case SubmitResult.Completed:
                    THal.Unshare(paddr, buffer, DriverToDevice);
                    return true;
            }
        }

        THal.Unshare(paddr, buffer, DriverToDevice);
        return false;
    }

    public bool ByFlag(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        bool taken = false;
        for (int i = 0; i < 3 && !taken; i++)
        {
            try
            {
                taken = queue.TryAdd(paddr, buffer);
            }
            catch (DeviceException error)
            {
                Log.Info(error.Message);
            }
        }

        if (!taken)
        {
            THal.Unshare(paddr, buffer, DriverToDevice);
        }

        return taken;
    }
}
