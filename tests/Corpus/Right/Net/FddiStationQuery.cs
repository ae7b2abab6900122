using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like Linux skfp: a station management request and its answer, with the unwinding of a C driver. Each label ends what was shared before
// the jump, and a silent firmware is reset first.
public sealed class StationQuery<THal>(Device mac, Mailbox mailbox)
    where THal : struct, IHal
{
    private const uint PostRequest = 0x21;
    private const uint PostReply = 0x22;

    public int Query(DmaBuffer request, DmaBuffer reply)
    {
        int error;
        PhysAddr requestAddress = THal.Share(request, DriverToDevice);
        PhysAddr replyAddress;
        try
        {
            replyAddress = THal.Share(reply, DeviceToDriver);
        }
        catch (DmaException)
        {
            error = -12;
            goto unmapRequest;
        }

        if (!mailbox.TryPost(PostReply, replyAddress))
        {
            error = -16;
            goto unmapReply;
        }

        if (!mailbox.TryPost(PostRequest, requestAddress))
        {
            error = -16;
            goto stop;
        }

        if (mailbox.WaitReply(200))
        {
            error = 0;
            goto unmapReply;
        }

        error = -110;

    stop:
        mac.Reset();

    unmapReply:
        THal.Unshare(replyAddress, reply, DeviceToDriver);

    unmapRequest:
        THal.Unshare(requestAddress, request, DriverToDevice);
        return error;
    }
}
