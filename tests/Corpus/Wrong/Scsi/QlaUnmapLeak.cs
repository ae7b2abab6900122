using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "scsi: qla2xxx: Fix DMA unmap leak": a pass-through command that the firmware refused kept its request mapped;
// only the reply was unmapped.
public sealed unsafe class QlaPassThrough<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _mailbox;

    public QlaPassThrough(Mailbox mailbox) => _mailbox = mailbox;

    public int LinkService(DmaBuffer request, DmaBuffer reply)
    {
        PhysAddr requestAddress = THal.Share(request, DriverToDevice); //! HAL1002
        PhysAddr replyAddress = THal.Share(reply, DeviceToDriver);
        int status = _mailbox.Execute(0x53, requestAddress, replyAddress);
        switch (status)
        {
            case 0:
                break;
            case -16:
                status = -11;
                goto UnmapReply;
            default:
                Log.Info("link service failed");
                status = -5;
                break;
        }

        THal.Unshare(requestAddress, request, DriverToDevice);
    UnmapReply:
        THal.Unshare(replyAddress, reply, DeviceToDriver);
        return status;
    }
}
