using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The way out of a failure is a local function, which leaves the end of the share to another.</summary>
public static class BootTransfer<THal>
    where THal : struct, IHal
{
    public static int Start(Device device, DmaBuffer boot)
    {
        PhysAddr paddr = THal.Share(boot, DriverToDevice);
        int status = device.Start(paddr, boot.Length);
        if (status != 0)
        {
            return Fail(status);
        }

        End();
        return 0;

        int Fail(int error)
        {
            device.Reset();
            End();
            return error;
        }

        void End() => THal.Unshare(paddr, boot, DriverToDevice);
    }
}
