using Devices;
using Hal;

namespace Drivers;

// Like fixes in EDK2 (SdMmcPciHcDxe): the handler of the failed command returns, and the data of the command stays mapped.
internal sealed class SdMmcHost<THal>(MmcController controller)
    where THal : struct, IHal
{
    private const int WriteMultiple = 25;

    public int Retries { get; private set; }

    public bool Write(uint block, DmaBuffer data)
    {
        PhysAddr paddr = THal.Share(data, BufferDirection.DriverToDevice); //! HAL1002
        try
        {
            controller.SetDataAddress(paddr);
            if (controller.SendCommand(WriteMultiple, block) < 0)
            {
                throw new DeviceException("the card did not take the command");
            }

            if (controller.TimedOut(500))
            {
                throw new DeviceException("the data did not go out");
            }
        }
        catch (DeviceException e)
        {
            Log.Info(e.Message);
            controller.StopTransfer();
            Retries++;
            return false;
        }

        THal.Unshare(paddr, data, BufferDirection.DriverToDevice);
        return true;
    }
}
