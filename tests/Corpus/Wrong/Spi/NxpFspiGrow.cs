using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (spi-mem controllers): the variable gets the next memory while it holds the first.
internal sealed class BounceCopy<THal>(Device controller)
    where THal : struct, IHal
{
    public byte Read(uint offset, nuint length)
    {
        var bounce = new Dma<THal>(1, DeviceToDriver); //! HAL2002
        if (length > bounce.Length)
        {
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
