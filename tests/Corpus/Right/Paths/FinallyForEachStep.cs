using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Power, interrupt line, memory and share are each undone in their own finally.</summary>
public static class SelfTest<THal>
    where THal : struct, IHal
{
    public static bool Run(PowerDomain power, InterruptLine line, Device device, DmaBuffer pattern)
    {
        if (power.Enable() != 0)
        {
            return false;
        }

        try
        {
            using var fired = new ManualResetEventSlim();
            if (!line.TryAttach(fired.Set))
            {
                return false;
            }

            try
            {
                using var result = new Dma<THal>(1, DeviceToDriver);
                PhysAddr patternAt = THal.Share(pattern, DriverToDevice);
                try
                {
                    device.Program(patternAt, pattern.Length);
                    device.Program(result.Paddr, HalConstants.PageSize);
                    device.Kick();
                    if (!fired.Wait(1000))
                    {
                        device.Reset();
                        return false;
                    }
                }
                finally
                {
                    THal.Unshare(patternAt, pattern, DriverToDevice);
                }

                return result.AsSpan()[0] == 1;
            }
            finally
            {
                line.Detach();
            }
        }
        finally
        {
            power.Disable();
        }
    }
}
