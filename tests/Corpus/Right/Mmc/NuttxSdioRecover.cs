using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NuttX (sdio drivers): the timeout only stops the transfer.
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
                    result = -110;
                    break;
                }
            }
        }
        else
        {
            host.StopTransfer();
        }

        THal.Unshare(address, data, DriverToDevice);
        return result;
    }
}
