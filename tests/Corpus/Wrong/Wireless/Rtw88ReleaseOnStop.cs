using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "rtw88: pci: release tx skbs DMAed when stop": stopping the device empties the list of packets under way
// without unmapping them.
public sealed unsafe class RtwPci<THal>(NetPort port, Device radio)
    where THal : struct, IHal
{
    private readonly Queue<(PhysAddr Address, Packet Packet)> _underWay = new();

    public bool Send(Packet packet)
    {
        if (port.TransmitSpace == 0)
        {
            return false;
        }

        PhysAddr address = THal.Share(packet.Buffer, DriverToDevice); //! HAL1002 (no fix: table)
        if (!port.Transmit(address, packet.Length))
        {
            THal.Unshare(address, packet.Buffer, DriverToDevice);
            return false;
        }

        _underWay.Enqueue((address, packet));
        return true;
    }

    public void Reap()
    {
        for (int done = port.ReapTransmitted(); done > 0 && _underWay.Count > 0; done--)
        {
            Release(_underWay.Dequeue());
        }
    }

    public void Stop()
    {
        radio.Reset();
        _underWay.Clear();
    }

    private static void Release((PhysAddr Address, Packet Packet) sent)
    {
        THal.Unshare(sent.Address, sent.Packet.Buffer, DriverToDevice);
        sent.Packet.Free();
    }
}
