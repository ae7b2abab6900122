using Devices;
using Hal;

namespace Drivers;

// Like fixes in EDK2 (SdMmcPciHcDxe): the handler stops the transfer and unmaps the data before it returns.
internal sealed class SdMmcHost<THal>(MmcController controller)
    where THal : struct, IHal
{
    private const int WriteMultiple = 25;

    public int Retries { get; private set; }

    public bool Write(uint block, DmaBuffer data)
    {
        PhysAddr paddr = THal.Share(data, BufferDirection.DriverToDevice);
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
            THal.Unshare(paddr, data, BufferDirection.DriverToDevice);
            Retries++;
            return false;
        }

        THal.Unshare(paddr, data, BufferDirection.DriverToDevice);
        return true;
    }
}
