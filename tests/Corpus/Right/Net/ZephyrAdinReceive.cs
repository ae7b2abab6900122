using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Zephyr (eth_adin2111): the footer is read after the share of the receive buffer has ended.
internal sealed unsafe class OpenAlliance<THal>(SpiController spi)
    where THal : struct, IHal
{
    private const uint ValidFooter = 1u << 21;

    public bool Chunk(DmaBuffer transmit, DmaBuffer receive)
    {
        if (receive.Length < 68)
        {
            return false;
        }

        PhysAddr mosi = THal.Share(transmit, DriverToDevice);
        PhysAddr miso = THal.Share(receive, DeviceToDriver);
        bool valid = false;
        if (spi.Start(mosi, miso, receive.Length) == 0)
        {
            valid = spi.WaitIdle(5);
            if (!valid)
            {
                spi.Abort();
            }
        }

        THal.Unshare(miso, receive, DeviceToDriver);
        THal.Unshare(mosi, transmit, DriverToDevice);
        uint* footer = (uint*)(receive.Pointer + 64);
        return valid && (*footer & ValidFooter) != 0;
    }
}
