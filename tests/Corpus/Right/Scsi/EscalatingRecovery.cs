using Devices;
using Hal;

namespace Drivers;

// Like Linux SCSI error handling: abort, then reset the lun, then the host; the command is lost at last. Only a step that certainly
// stopped the device leads to the end of the share, else it is abandoned.
public enum Outcome
{
    Done,
    Aborted,
    Refused,
    Lost,
}

public sealed class EscalatingCommand<THal>(VendorQueue queue, Device host)
    where THal : struct, IHal
{
    public int Lost { get; private set; }

    /// <remarks>Memory whose outcome is <see cref="Outcome.Lost"/> must never be freed or used again.</remarks>
    public Outcome Run(DmaBuffer data, BufferDirection direction)
    {
        PhysAddr address = THal.Share(data, direction);
        Outcome outcome;
        if (queue.Offer(address, data) is { } reason)
        {
            Log.Info(reason);
            outcome = Outcome.Refused;
        }
        else if (host.Wait(1000) && queue.TryFinish(address))
        {
            outcome = Outcome.Done;
        }
        else if (queue.TryCancel(address))
        {
            outcome = Outcome.Aborted;
        }
        else
        {
            outcome = ResetInSteps() ? Outcome.Aborted : Outcome.Lost;
        }

        if (outcome != Outcome.Lost)
        {
            THal.Unshare(address, data, direction);
        }
        else
        {
            DmaOwnership.Abandon<THal>(address);
            Lost++;
        }

        return outcome;
    }

    private bool ResetInSteps()
    {
        for (uint step = 1; step <= 3; step++)
        {
            host.WriteRegister(0x0C, step);
            if (host.Wait(100))
            {
                return true;
            }
        }

        return false;
    }
}
