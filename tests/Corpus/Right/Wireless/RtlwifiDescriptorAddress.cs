using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "rtlwifi: rtl8192ee: Make driver support 64bits DMA": the address is kept in all its 64 bits.
public sealed unsafe class RtlTransmit<THal>(NetPort port)
    where THal : struct, IHal
{
    public int Failures { get; private set; }

    public bool Send(Packet packet)
    {
        DmaBuffer buffer = packet.Buffer;
        PhysAddr address = THal.Share(buffer, DriverToDevice);
        ulong descriptorAddress = address.Value;

        bool sent = port.Transmit(address, buffer.Length);
        Deadline deadline = Deadline.In(50);
        while (sent && port.ReapTransmitted() == 0 && !deadline.Expired)
        {
        }

        port.LinkUp = false;
        THal.Unshare(new PhysAddr(descriptorAddress), buffer, DriverToDevice);
        packet.Free();
        if (!sent)
        {
            Failures++;
        }

        return sent;
    }
}
