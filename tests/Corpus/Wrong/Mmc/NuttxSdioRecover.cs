using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NuttX (sdio drivers): after a timeout the block is unshared twice.
internal sealed class SdioWriter<THal>(MmcController host)
    where THal : struct, IHal
{
    public int WriteBlock(uint block, DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, DriverToDevice);
        host.SetDataAddress(address);
        int result = host.SendCommand(24, block);
        if (result == 0)
        {
            while (host.Interrupts != MmcController.DataDone)
            {
                if (host.TimedOut(250))
                {
                    host.StopTransfer();
                    THal.Unshare(address, data, DriverToDevice);
                    result = -110;
                    break;
                }
            }
        }
        else
        {
            host.StopTransfer();
        }

        THal.Unshare(address, data, DriverToDevice); //! HAL1004
        return result;
    }
}
