using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "mtd: rawnand: cadence: use dma_map_resource for sdma address": the copy engine is given the port's own
// address.
public sealed unsafe class SlaveDma<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private const int PortSize = 64;

    public int ReadOut(PhysAddr port, PhysAddr target, int length)
    {
        if (length <= 0 || length % PortSize != 0)
        {
            return -22;
        }

        int cookie = engine.Submit(port, target, length);
        int status = cookie < 0 ? cookie : 0;
        if (cookie >= 0 && !engine.WaitFor(cookie, 100))
        {
            engine.Terminate();
            status = -110;
        }

        return status;
    }
}
