using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "scsi: qla2xxx: Fix a memory leak in an error path of qla2x00_process_els()": a request with more segments
// than the firmware takes jumped to the label behind the request's unmap.
public sealed unsafe class QlaEls<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    public int ProcessEls(DmaBuffer request, DmaBuffer reply, int requestSegments, int replySegments)
    {
        int status = 0;
        if (requestSegments > 1 || replySegments > 1)
        {
            status = -1;
            goto done;
        }

        PhysAddr command = THal.Share(request, DriverToDevice); //! HAL1002
        PhysAddr answer = THal.Share(reply, DeviceToDriver);
        if (request.Length < 4)
        {
            status = -11;
            goto unmapReply;
        }

        status = firmware.Execute(0x53, command, answer);
        THal.Unshare(command, request, DriverToDevice);
    unmapReply:
        THal.Unshare(answer, reply, DeviceToDriver);
    done:
        return status;
    }
}
