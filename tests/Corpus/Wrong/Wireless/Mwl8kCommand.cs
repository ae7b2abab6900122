using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "mwl8k: Add missing check after DMA map": the catch of a device error keeps the command buffer mapped.
public sealed class FirmwareCommands<THal>(Device device)
    where THal : struct, IHal
{
    public bool Post(DmaBuffer command)
    {
        PhysAddr address = THal.Share(command, BufferDirection.DriverToDevice); //! HAL1002
        try
        {
            device.Program(address, command.Length);
            device.Kick();
            if (!device.Wait(10_000))
            {
                throw new DeviceException("the firmware does not answer");
            }

            THal.Unshare(address, command, BufferDirection.DriverToDevice);
            return true;
        }
        catch (DeviceException error)
        {
            Log.Info(error.Message);
            device.Reset();
            return false;
        }
    }
}
