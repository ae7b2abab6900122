using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux scsi (qla2xxx): the case for a bad sub-command returns past the unmapping of the job's reply.
internal sealed class QlaBsg<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    public int Execute(int subCommand, DmaBuffer payload, DmaBuffer reply)
    {
        PhysAddr request = THal.Share(payload, BufferDirection.DriverToDevice);
        PhysAddr answer = THal.Share(reply, BufferDirection.DeviceToDriver); //! HAL1002
        int result;
        switch (subCommand)
        {
            case 1:
                result = firmware.Execute(0x36, request, answer);
                break;
            case 2:
                result = firmware.Execute(0x37, request, answer);
                break;
            default:
                Log.Info("unknown sub-command");
                THal.Unshare(request, payload, BufferDirection.DriverToDevice);
                return -22;
        }

        THal.Unshare(answer, reply, BufferDirection.DeviceToDriver);
        THal.Unshare(request, payload, BufferDirection.DriverToDevice);
        return result;
    }
}
