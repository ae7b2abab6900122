using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Writes blocks to an SD card by DMA; a controller of 32 bits refuses memory above 4 GiB. One exit ends the share whatever the command,
// the interrupt and the stop said.
public sealed class SdBlockWrite<THal>(MmcController controller)
    where THal : struct, IHal
{
    private const int WriteMultiple = 25;
    private const int SetBlockCount = 23;

    public int Write(uint block, DmaBuffer data)
    {
        if (!controller.UsesDma || data.Length % 512 != 0)
        {
            return -95;
        }

        int status = controller.SendCommand(SetBlockCount, (uint)data.Length / 512);
        if (status < 0)
        {
            return status;
        }

        PhysAddr address = THal.Share(data, DriverToDevice);
        if (!controller.Has64BitDma && address.Value + (ulong)data.Length > uint.MaxValue)
        {
            status = -75;
        }
        else
        {
            controller.SetDataAddress(address);
            status = controller.SendCommand(WriteMultiple, block);
            if (status == 0)
            {
                status = AwaitData();
            }

            if (status < 0)
            {
                controller.StopTransfer();
            }
        }

        THal.Unshare(address, data, DriverToDevice);
        return status;
    }

    private int AwaitData()
    {
        while ((controller.Interrupts & (MmcController.DataDone | MmcController.CrcError)) == 0)
        {
            if (controller.TimedOut(1000))
            {
                return -110;
            }
        }

        bool damaged = (controller.Interrupts & MmcController.CrcError) != 0;
        controller.Interrupts = 0;
        return damaged ? -84 : 0;
    }
}
