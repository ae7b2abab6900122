using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like PRP and HSR redundancy: one frame goes out on two ports, and both must be done with it. One share serves both ports, which only
// read; it ends when the count of the ports that work on it is zero.
public sealed class RedundantSender<THal>(BlockQueue left, BlockQueue right)
    where THal : struct, IHal
{
    private int _duplicatesLost;

    public int DuplicatesLost => _duplicatesLost;

    public bool Send(DmaBuffer frame, Action sent)
    {
        PhysAddr address = THal.Share(frame, BufferDirection.DriverToDevice);
        int working = 3;

        void PortDone()
        {
            if (Interlocked.Decrement(ref working) == 0)
            {
                THal.Unshare(address, frame, BufferDirection.DriverToDevice);
                sent();
            }
        }

        bool onLeft = left.TryStart(0, address, frame.Length, _ => PortDone());
        if (!onLeft)
        {
            PortDone();
        }

        bool onRight = right.TryStart(0, address, frame.Length, _ => PortDone());
        if (!onRight)
        {
            PortDone();
        }

        if (onLeft != onRight)
        {
            Interlocked.Increment(ref _duplicatesLost);
        }

        PortDone();
        return onLeft || onRight;
    }
}
