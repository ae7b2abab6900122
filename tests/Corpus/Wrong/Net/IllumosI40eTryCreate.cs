using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in illumos (i40e): the second TryCreate fails and the first ring is forgotten.
internal sealed class RingPair<THal>
    where THal : struct, IHal
{
    private readonly Dma<THal> _transmit;
    private readonly Dma<THal> _receive;

    private RingPair(Dma<THal> transmit, Dma<THal> receive) => (_transmit, _receive) = (transmit, receive);

    public static RingPair<THal>? Open(nuint entries)
    {
        nuint pages = HalConstants.PagesFor(entries * 16);
        if (!Dma<THal>.TryCreate(pages, DriverToDevice, out var transmit)) //! HAL2002
        {
            return null;
        }

        if (!Dma<THal>.TryCreate(pages, DeviceToDriver, out var receive))
        {
            return null;
        }

        return new RingPair<THal>(transmit, receive);
    }

    public void Close(Device nic)
    {
        nic.Reset();
        _receive.Dispose();
        _transmit.Dispose();
    }
}
