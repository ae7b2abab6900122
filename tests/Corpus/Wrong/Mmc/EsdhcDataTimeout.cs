using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot mmc (fsl_esdhc): a CRC error returns from the polling loop and leaves the data mapped.
public sealed unsafe class EsdhcTransfer<THal>(MmcController mmc)
    where THal : struct, IHal
{
    private const int ReadMultiple = 18;
    private const int Stop = 12;

    public int ReadBlocks(uint block, DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, DeviceToDriver); //! HAL1002
        mmc.SetDataAddress(address);
        int error = mmc.SendCommand(ReadMultiple, block);
        while (error == 0)
        {
            int interrupts = mmc.Interrupts;
            if ((interrupts & MmcController.CrcError) != 0)
            {
                mmc.StopTransfer();
                _ = mmc.SendCommand(Stop, 0);
                return -84;
            }

            if ((interrupts & MmcController.DataDone) != 0)
            {
                break;
            }

            if (mmc.TimedOut(500))
            {
                mmc.StopTransfer();
                error = -110;
            }
        }

        THal.Unshare(address, data, DeviceToDriver);
        return error;
    }
}
