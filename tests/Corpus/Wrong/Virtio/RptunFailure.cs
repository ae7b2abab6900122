using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in NuttX: "rptun: fix memleak on failure": when the remote core does not start, the carve-out for its rings is not given
// back.
public sealed unsafe class RemoteProcessor<THal>(PowerDomain core, VirtioTransport transport)
    where THal : struct, IHal
{
    private Dma<THal>? _carveout;

    public int Start(nuint bytes)
    {
        var carveout = new Dma<THal>(HalConstants.PagesFor(bytes), Both); //! HAL2002
        if (!transport.SetQueue(0, carveout.Paddr, 64))
        {
            carveout.Dispose();
            return -5;
        }

        int status = core.Enable();
        if (status < 0)
        {
            transport.Reset();
            return status;
        }

        _carveout = carveout;
        return 0;
    }

    public void Stop()
    {
        core.Disable();
        transport.Reset();
        _carveout?.Dispose();
        _carveout = null;
    }
}
