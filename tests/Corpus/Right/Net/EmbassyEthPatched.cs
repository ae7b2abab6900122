using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Embassy (embassy-stm32 eth): the checksum is in the packet when it is shared.
internal sealed unsafe class ChecksumSender<THal>(Device mac)
    where THal : struct, IHal
{
    public bool Send(DmaBuffer packet)
    {
        if (packet.Length < 34)
        {
            return false;
        }

        uint sum = 0;
        for (int i = 14; i < 34; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(packet.AsReadOnlySpan()[i..]);
        }

        sum = (sum & 0xffff) + (sum >> 16);
        packet.Pointer[24] = (byte)(~sum >> 8);
        PhysAddr address = THal.Share(packet, DriverToDevice);
        bool done = mac.Submit(address, packet.Length) && mac.Wait(10);
        mac.Reset();
        THal.Unshare(address, packet, DriverToDevice);
        return done;
    }
}
