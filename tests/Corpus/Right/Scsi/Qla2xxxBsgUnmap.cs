using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux scsi (qla2xxx): every case leaves by the unmapping.
internal sealed class QlaBsg<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    public int Execute(int subCommand, DmaBuffer payload, DmaBuffer reply)
    {
        PhysAddr request = THal.Share(payload, BufferDirection.DriverToDevice);
        PhysAddr answer = THal.Share(reply, BufferDirection.DeviceToDriver);
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
                result = -22;
                break;
        }

        THal.Unshare(answer, reply, BufferDirection.DeviceToDriver);
        THal.Unshare(request, payload, BufferDirection.DriverToDevice);
        return result;
    }
}
