using System.Collections.Generic;
using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A disposer as a delegate: whoever maps returns what undoes it.
public sealed class DisposeDelegates<THal>(NetPort port)
    where THal : struct, IHal
{
    private static (PhysAddr Paddr, Action Unmap) Map(DmaBuffer buffer, BufferDirection direction)
    {
        PhysAddr paddr = THal.Share(buffer, direction);
        return (paddr, () => THal.Unshare(paddr, buffer, direction));
    }

    public bool Send(Packet packet)
    {
        (PhysAddr paddr, Action unmap) = Map(packet.Buffer, DriverToDevice);
        try
        {
            return port.Transmit(paddr, packet.Length) && SpinWait.SpinUntil(() => port.ReapTransmitted() > 0, 10);
        }
        finally
        {
            unmap();
        }
    }

    public bool SendAll(IEnumerable<Packet> packets)
    {
        Action undo = () => { };
        try
        {
            foreach (Packet packet in packets)
            {
                var (paddr, unmap) = Map(packet.Buffer, DriverToDevice);
                undo += unmap;
                if (!port.Transmit(paddr, packet.Length))
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            undo();
        }
    }
}
