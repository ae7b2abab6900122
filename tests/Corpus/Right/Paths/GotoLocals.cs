using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>One exchange with labels for each level of cleaning up, all with locals.</summary>
public static class LabelledExchange<THal>
    where THal : struct, IHal
{
    public static int Exchange(Mailbox mailbox, DmaBuffer request, DmaBuffer reply, DmaBuffer log)
    {
        int result;
        PhysAddr requestAt, replyAt, logAt;

        try
        {
            requestAt = THal.Share(request, DriverToDevice);
        }
        catch (DmaException)
        {
            return -12;
        }

        try
        {
            replyAt = THal.Share(reply, DeviceToDriver);
        }
        catch (DmaException)
        {
            result = -12;
            goto endRequest;
        }

        result = mailbox.Execute(1, requestAt, replyAt);
        if (result != 0)
        {
            goto endReply;
        }

        logAt = THal.Share(log, DeviceToDriver);
        result = mailbox.Execute(2, logAt);
        THal.Unshare(logAt, log, DeviceToDriver);

    endReply:
        THal.Unshare(replyAt, reply, DeviceToDriver);
    endRequest:
        THal.Unshare(requestAt, request, DriverToDevice);
        return result;
    }
}
