using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux scsi (3w-9xxx): the time-out case resets, and the code behind the switch unmaps.
public sealed unsafe class ThreeWareIoctl<THal>(NvmeQueue queue, Device controller)
    where THal : struct, IHal
{
    private enum Outcome
    {
        Done,
        Refused,
        TimedOut,
    }

    public int PassThrough(byte opcode, DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, Both);
        int error;
        switch (Run(opcode, address))
        {
            case Outcome.TimedOut:
                Log.Info("3w-9xxx: ioctl timed out, resetting the card");
                controller.Reset();
                error = -5;
                break;

            case Outcome.Refused:
                error = -16;
                break;

            default:
                error = 0;
                break;
        }

        THal.Unshare(address, data, Both);
        return error;
    }

    private Outcome Run(byte opcode, PhysAddr address)
    {
        int command = queue.Submit(opcode, address, default);
        if (command < 0 || !queue.RingDoorbell())
        {
            return Outcome.Refused;
        }

        for (int i = 0; i < 1000; i++)
        {
            if (queue.IsDone(command))
            {
                return Outcome.Done;
            }
        }

        return Outcome.TimedOut;
    }
}
