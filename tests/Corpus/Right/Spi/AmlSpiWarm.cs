using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Fuchsia (aml-spi): the caller ends the share that is the helper's result.
internal sealed class AmlSpi<THal>(SpiController spi)
    where THal : struct, IHal
{
    public bool Warm(DmaBuffer receive)
    {
        if (receive.Length < 64)
        {
            return false;
        }

        PhysAddr target = Prepare(receive, "warm-up");
        spi.Run();
        bool idle = spi.WaitIdle(10);
        if (!idle)
        {
            spi.Abort();
        }

        THal.Unshare(target, receive, DeviceToDriver);
        return idle;
    }

    public bool Read(DmaBuffer receive)
    {
        PhysAddr target = Prepare(receive, "read");
        spi.Run();
        bool idle = spi.WaitIdle(10);
        if (!idle)
        {
            spi.Abort();
        }

        THal.Unshare(target, receive, DeviceToDriver);
        return idle;
    }

    [return: MustUnshare]
    private PhysAddr Prepare(DmaBuffer receive, string reason)
    {
        Log.Info(reason);
        PhysAddr target = THal.Share(receive, DeviceToDriver);
        spi.SetReceive(target, receive.Length);
        return target;
    }
}
