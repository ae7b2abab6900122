using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Each attempt has a share of its own, since the device's state after a failed one is not known.
public sealed class ReshareEachAttempt<THal>(Device device)
    where THal : struct, IHal
{
    public bool Send(DmaBuffer buffer, int attempts)
    {
        for (int attempt = 1; attempt <= attempts; attempt++)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            try
            {
                if (!device.Submit(paddr))
                {
                    continue;
                }

                if (device.Wait(10 << attempt))
                {
                    return true;
                }

                device.Reset();
            }
            finally
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }

        return false;
    }
}
