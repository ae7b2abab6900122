using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "rtlwifi: rtl8192ee: Make driver support 64bits DMA": the address is kept in the 32 bits that the old
// descriptors had, and the packet is unmapped by what is left of it.
public sealed unsafe class RtlTransmit<THal>(NetPort port)
    where THal : struct, IHal
{
    public int Failures { get; private set; }

    public bool Send(Packet packet)
    {
        DmaBuffer buffer = packet.Buffer;
        PhysAddr address = THal.Share(buffer, DriverToDevice);
        uint descriptorAddress = (uint)address.Value;

        bool sent = port.Transmit(address, buffer.Length);
        Deadline deadline = Deadline.In(50);
        while (sent && port.ReapTransmitted() == 0 && !deadline.Expired)
        {
        }

        port.LinkUp = false;
        THal.Unshare(new PhysAddr(descriptorAddress), buffer, DriverToDevice); //! HAL1001
        packet.Free();
        if (!sent)
        {
            Failures++;
        }

        return sent;
    }
}
