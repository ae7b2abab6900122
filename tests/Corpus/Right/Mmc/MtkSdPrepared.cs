using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux mmc (mtk-sd): the end of the request is the only place that unmaps the data.
internal sealed class MtkSd<THal>(MmcController host)
    where THal : struct, IHal
{
    public int Read(uint block, DmaBuffer data)
    {
        PhysAddr paddr = THal.Share(data, BufferDirection.DeviceToDriver);
        host.SetDataAddress(paddr);
        int error = host.SendCommand(17, block);
        if (error < 0)
        {
            host.StopTransfer();
        }
        else
        {
            while (host.Interrupts != MmcController.DataDone)
            {
                if (host.Interrupts == MmcController.CrcError || host.TimedOut(10))
                {
                    host.StopTransfer();
                    error = -84;
                    break;
                }
            }
        }

        THal.Unshare(paddr, data, BufferDirection.DeviceToDriver);
        return error;
    }
}
