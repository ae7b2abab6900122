using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Three nested kinds of failure: of the share, of the queue, of the device; each with its own way out.
public sealed class RetriesWithBackoff<THal>(Queue queue, Device device)
    where THal : struct, IHal
{
    public bool Send(DmaBuffer buffer)
    {
        int delay = 1;
    Retry:
        PhysAddr paddr;
        try
        {
            paddr = THal.Share(buffer, DriverToDevice);
        }
        catch (DmaException) when (delay < 64)
        {
            Thread.Sleep(delay);
            delay *= 2;
            goto Retry;
        }

        try
        {
            int error = queue.AddOrError(paddr, buffer);
            if (error == 0)
            {
                return true;
            }
        }
        catch (DeviceException)
        {
            device.Reset();
        }

        THal.Unshare(paddr, buffer, DriverToDevice);
        if (delay < 64)
        {
            delay *= 2;
            goto Retry;
        }

        return false;
    }
}
