using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "myri10ge: check for DMA mapping errors": the firmware's "unknown command" is handled by a return that leaves
// the response mapped.
public sealed class MyriFirmware<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    private const int UnknownCommand = -38;

    public int Query(uint command, DmaBuffer response, out uint value)
    {
        value = 0;
        PhysAddr address = THal.Share(response, BufferDirection.DeviceToDriver); //! HAL1002
        int status = mailbox.Execute(command, address);
        switch (status)
        {
            case 0:
                THal.Unshare(address, response, BufferDirection.DeviceToDriver);
                value = response[0];
                return 0;

            case UnknownCommand:
                return 0;

            default:
                THal.Unshare(address, response, BufferDirection.DeviceToDriver);
                Log.Info("command failed");
                return status;
        }
    }
}
