using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in coreboot (libpayload xhci): the exception for a controller that is not ready leaves the device context allocated.
internal sealed class DeviceContexts<THal>(MmioRegion operational)
    where THal : struct, IHal
{
    private const nuint Status = 0x04;
    private const nuint ContextBase = 0x30;
    private const uint NotReady = 1u << 11;

    private Dma<THal>? _contexts;

    public void Start(int slots)
    {
        var contexts = new Dma<THal>(HalConstants.PagesFor((nuint)(slots + 1) * 8), Both); //! HAL2002
        if ((operational.Read32(Status) & NotReady) == NotReady)
        {
            throw new DeviceException("xhci: the controller is not ready");
        }

        operational.Write64(ContextBase, contexts.Paddr.Value);
        _contexts?.Dispose();
        _contexts = contexts;
    }

    public void Halt()
    {
        operational.Write32(0, 0);
        while ((operational.Read32(Status) & 1) == 0)
        {
        }

        _contexts?.Dispose();
        _contexts = null;
    }
}
