using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (can, peak and others): the area has a second page, and the status block lies in it.
internal sealed class CanArea<THal>(Device controller)
    where THal : struct, IHal
{
    private const int Messages = 4096;

    public byte Poll()
    {
        using var area = new Dma<THal>(2, DeviceToDriver);
        controller.Program(area.Paddr, Messages + 16);
        controller.Kick();
        while (!controller.Poll())
        {
        }

        DmaBuffer status = area.Slice(Messages, 16);
        return status[0];
    }

    public void Silence()
    {
        controller.Reset();
        controller.WriteRegister(0, 1);
    }
}
