using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in jetson-rdma-picoevb: "Fix C2H DMA" (pull request 4): the flag for the direction was set for the card-to-host half as
// for the other one.
public sealed unsafe class PicoEvb<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    public int CardToHost(PhysAddr card, DmaBuffer destination)
    {
        PhysAddr address = THal.Share(destination, DeviceToDriver);
        bool toDevice = false;
        int cookie = engine.Submit(card, address, destination.Length);
        if (cookie >= 0 && !engine.WaitFor(cookie, 1000))
        {
            engine.Terminate();
            cookie = -110;
        }

        THal.Unshare(address, destination, !toDevice ? DriverToDevice : DeviceToDriver); //! HAL1005
        return cookie < 0 ? cookie : 0;
    }
}
