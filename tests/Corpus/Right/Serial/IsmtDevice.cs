using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "i2c: ismt: Fix wrong device address when unmap the data buffer": mapped for the PCI device, unmapped for the
// adapter.
public sealed unsafe class IsmtAccess<THal>(Device ismt)
    where THal : struct, IHal
{
    public int Access(DmaBuffer data, bool isRead)
    {
        if (isRead)
        {
            PhysAddr address = Checked<THal>.Share(data, DeviceToDriver);
            bool done = ismt.Submit(address, data.Length) && ismt.Wait(1000);
            if (!done)
            {
                ismt.Reset();
            }

            Checked<THal>.Unshare(address, data, DeviceToDriver);
            return done ? data[0] : -110;
        }

        PhysAddr source = Checked<THal>.Share(data, DriverToDevice);
        if (!ismt.Submit(source, data.Length) || !ismt.Wait(1000))
        {
            ismt.Reset();
        }

        Checked<THal>.Unshare(source, data, DriverToDevice);
        return 0;
    }
}
