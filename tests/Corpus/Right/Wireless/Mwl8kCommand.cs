using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "mwl8k: Add missing check after DMA map": the command buffer is unmapped in a finally.
public sealed class FirmwareCommands<THal>(Device device)
    where THal : struct, IHal
{
    public bool Post(DmaBuffer command)
    {
        PhysAddr address = THal.Share(command, BufferDirection.DriverToDevice);
        try
        {
            device.Program(address, command.Length);
            device.Kick();
            if (!device.Wait(10_000))
            {
                throw new DeviceException("the firmware does not answer");
            }

            return true;
        }
        catch (DeviceException error)
        {
            Log.Info(error.Message);
            device.Reset();
            return false;
        }
        finally
        {
            THal.Unshare(address, command, BufferDirection.DriverToDevice);
        }
    }
}
