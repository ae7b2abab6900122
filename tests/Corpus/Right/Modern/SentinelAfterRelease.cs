using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The address is set back after its share has ended, and asked before it is ended again.
public sealed class SentinelAfterRelease<THal>(Device device)
    where THal : struct, IHal
{
    public int Run(DmaBuffer buffer, int rounds)
    {
        PhysAddr paddr = default;
        int status = 0;
        try
        {
            for (int i = 0; i < rounds; i++)
            {
                if (paddr == default)
                {
                    paddr = THal.Share(buffer, DriverToDevice);
                }

                status = device.Start(paddr, buffer.Length);
                if (status == -11)
                {
                    continue;
                }

                if (status < 0)
                {
                    break;
                }

                device.Wait(10);
                THal.Unshare(paddr, buffer, DriverToDevice);
                paddr = default;
                buffer[0]++;
            }
        }
        finally
        {
            if (paddr != default)
            {
                device.Reset();
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }

        return status;
    }
}
