using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (spi-mem controllers): the small memory is disposed before the variable gets the next.
internal sealed class BounceCopy<THal>(Device controller)
    where THal : struct, IHal
{
    public byte Read(uint offset, nuint length)
    {
        var bounce = new Dma<THal>(1, DeviceToDriver);
        if (length > bounce.Length)
        {
            bounce.Dispose();
            bounce = new Dma<THal>(HalConstants.PagesFor(length), DeviceToDriver);
        }

        try
        {
            controller.WriteRegister(0xA0, offset);
            controller.Program(bounce.Paddr, (int)length);
            controller.Kick();
            while (!controller.Poll())
            {
            }

            return bounce.AsSpan()[0];
        }
        finally
        {
            bounce.Dispose();
        }
    }
}
