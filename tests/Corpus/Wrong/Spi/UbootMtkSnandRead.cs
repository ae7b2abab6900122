using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (mtk_snand): the direction of the unshare is the condition of the share turned round.
internal sealed class SnandPage<THal>(DmaEngine engine, PhysAddr window)
    where THal : struct, IHal
{
    public bool Move(DmaBuffer page, bool write)
    {
        int cookie;
        PhysAddr memory;
        if (write)
        {
            memory = THal.Share(page, DriverToDevice);
            cookie = engine.Submit(memory, window, page.Length);
        }
        else
        {
            memory = THal.Share(page, DeviceToDriver);
            cookie = engine.Submit(window, memory, page.Length);
        }

        bool done = cookie >= 0 && engine.WaitFor(cookie, 100);
        if (!done)
        {
            engine.Terminate();
        }

        THal.Unshare(memory, page, write ? DeviceToDriver : DriverToDevice); //! HAL1005 (no fix: meaning)
        return done;
    }
}
