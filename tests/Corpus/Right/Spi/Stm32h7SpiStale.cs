using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in NuttX: "arch/arm/stm32h7: Fix SPI RX DMA returning stale DCACHE data": the received words are copied out after the
// buffer was taken back.
public sealed unsafe class Stm32h7Spi<THal>(SpiController spi)
    where THal : struct, IHal
{
    public int Exchange(DmaBuffer transmit, DmaBuffer receive, Span<byte> result)
    {
        if (transmit.Length != receive.Length)
        {
            return -22;
        }

        PhysAddr output = THal.Share(transmit, DriverToDevice);
        PhysAddr input = THal.Share(receive, DeviceToDriver);
        int status = spi.Start(output, input, receive.Length);
        if (status == 0 && !spi.WaitIdle(500))
        {
            spi.Abort();
            status = -110;
        }

        THal.Unshare(input, receive, DeviceToDriver);
        THal.Unshare(output, transmit, DriverToDevice);
        if (status == 0)
        {
            receive.AsReadOnlySpan().CopyTo(result);
        }

        return status;
    }
}
