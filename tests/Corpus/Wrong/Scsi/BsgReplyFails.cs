using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux ("scsi: qla2xxx: Fix DMA unmap leak"): one label of the ladder forgets the request's payload.
public sealed class BsgReplyFails<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    public int PassThrough(DmaBuffer request, DmaBuffer reply, int expectedReply)
    {
        int rval;
        PhysAddr requestAddress = THal.Share(request, DriverToDevice); //! HAL1002
        if (reply.Length != expectedReply)
        {
            rval = -11;
            goto Done;
        }

        PhysAddr replyAddress = THal.Share(reply, DeviceToDriver);
        rval = firmware.Execute(0x53, requestAddress, replyAddress);
        if (rval != 0)
        {
            Log.Info("the pass-through failed");
        }

        THal.Unshare(replyAddress, reply, DeviceToDriver);
        THal.Unshare(requestAddress, request, DriverToDevice);
    Done:
        Log.Info("done");
        return rval;
    }
}
