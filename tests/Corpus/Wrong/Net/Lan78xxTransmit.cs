using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (lan78xx): the Stalled case leaves the switch without ending the share.
internal sealed class BulkOut<THal>(Device endpoint)
    where THal : struct, IHal
{
    private enum Outcome
    {
        Sent,
        Busy,
        Stalled,
    }

    public int Dropped { get; private set; }

    public bool Send(DmaBuffer frame)
    {
        PhysAddr address = THal.Share(frame, DriverToDevice); //! HAL1002
        Outcome outcome = endpoint.Start(address, frame.Length) switch
        {
            0 => Outcome.Sent,
            -11 => Outcome.Busy,
            _ => Outcome.Stalled,
        };

        switch (outcome)
        {
            case Outcome.Sent:
                while (!endpoint.Poll())
                {
                }

                THal.Unshare(address, frame, DriverToDevice);
                return true;
            case Outcome.Busy:
                THal.Unshare(address, frame, DriverToDevice);
                Dropped++;
                return false;
            default:
                Dropped++;
                return false;
        }
    }
}
