using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Zephyr (eth_adin2111): the footer of the receive buffer is read while the buffer is still shared.
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

        uint* footer = (uint*)(receive.Pointer + 64);
        valid = valid && (*footer & ValidFooter) != 0; //! HAL1007
        THal.Unshare(miso, receive, DeviceToDriver);
        THal.Unshare(mosi, transmit, DriverToDevice);
        return valid;
    }
}
