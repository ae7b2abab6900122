using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (can, peak and others): the offset of the status block is the size of the page.
internal sealed class CanArea<THal>(Device controller)
    where THal : struct, IHal
{
    private const int Messages = 4096;

    public byte Poll()
    {
        using var area = new Dma<THal>(1, DeviceToDriver);
        controller.Program(area.Paddr, Messages);
        controller.Kick();
        while (!controller.Poll())
        {
        }

        DmaBuffer status = area.Slice(Messages, 16); //! HAL2009
        return status[0];
    }

    public void Silence()
    {
        controller.Reset();
        controller.WriteRegister(0, 1);
    }
}
