using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's drivers/net: the branch for a failed start unmaps and then falls into the common end.
public sealed class SharedValueTwice<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    public int Copy(DmaBuffer from, DmaBuffer to)
    {
        var source = new Shared<THal>(from, DriverToDevice);
        var target = new Shared<THal>(to, DeviceToDriver);
        int cookie = engine.Submit(source.Paddr, target.Paddr, from.Length);
        if (cookie < 0)
        {
            engine.Terminate();
        }
        else if (!engine.WaitFor(cookie, 100))
        {
            engine.Terminate();
            cookie = -110;
        }

        target.Unshare();
        source.Unshare();
        return cookie;
    }
}
