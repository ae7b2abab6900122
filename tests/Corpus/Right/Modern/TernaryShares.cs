using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The one or the other buffer by a condition, and the same condition at the end.
public sealed class TernaryShares<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    public int Copy(DmaBuffer memory, DmaBuffer peripheral, bool toDevice, bool inPlace)
    {
        PhysAddr source = toDevice ? THal.Share(memory, DriverToDevice) : THal.Share(peripheral, DriverToDevice);
        PhysAddr target = inPlace ? source : toDevice ? THal.Share(peripheral, DeviceToDriver) : THal.Share(memory, DeviceToDriver);
        int cookie = engine.Submit(source, target, memory.Length);
        if (cookie >= 0 && !engine.WaitFor(cookie, 100))
        {
            engine.Terminate();
        }

        if (!inPlace)
        {
            THal.Unshare(target, toDevice ? peripheral : memory, DeviceToDriver);
        }

        THal.Unshare(source, toDevice ? memory : peripheral, DriverToDevice);
        return cookie;
    }
}
