using Devices;
using Hal;

namespace Drivers;

// Like NVMe drivers' time-outs: a command is aborted by another; the first ends only when it has completed itself. An abort that is not
// answered leads to the reset, and after the reset the share ends.
public sealed class AbortingReader<THal>(NvmeQueue queue, NvmeQueue admin, Device controller)
    where THal : struct, IHal
{
    private const byte ReadCommand = 0x02;
    private const byte AbortCommand = 0x08;

    public int Read(DmaBuffer into)
    {
        var share = new Shared<THal>(into, BufferDirection.DeviceToDriver);
        int command = queue.Submit(ReadCommand, share.Paddr, default);
        if (command < 0)
        {
            share.Unshare();
            return command;
        }

        queue.RingDoorbell();
        int result = Await(queue, command, 1000) ? queue.Error : Stop(command);
        share.Unshare();
        return result;
    }

    /// <summary>When this returns the controller no longer knows the command.</summary>
    private int Stop(int command)
    {
        int abort = admin.Submit(AbortCommand, default, default);
        bool aborted = abort >= 0
            && admin.RingDoorbell()
            && Await(admin, abort, 200)
            && Await(queue, command, 200);
        if (!aborted)
        {
            controller.Reset();
        }

        return aborted ? -125 : -110;
    }

    private static bool Await(NvmeQueue on, int command, int milliseconds)
    {
        Deadline deadline = Deadline.In(milliseconds);
        while (!on.IsDone(command))
        {
            if (deadline.Expired)
            {
                return false;
            }
        }

        return true;
    }
}
