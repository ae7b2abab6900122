using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's network drivers: the copy-break path gives the old buffer back to the ring by the address that it has just
// unmapped.
public sealed unsafe class CopyBreakReposts<THal>(Ring ring, NetPort port)
    where THal : struct, IHal
{
    private const int CopyBreak = 256;

    public void ReceiveSmall(int index, Packet packet, int length)
    {
        Descriptor* descriptor = &ring.Descriptors[index];
        PhysAddr address = THal.Share(packet.Buffer, DeviceToDriver);
        descriptor->Address = address.Value;
        while (!ring.IsDone(index))
        {
            Thread.SpinWait(10);
        }

        THal.Unshare(address, packet.Buffer, DeviceToDriver);
        if (length <= CopyBreak && port.Allocate(length) is { } copy)
        {
            packet.Buffer.AsReadOnlySpan()[..length].CopyTo(copy.Buffer.AsSpan());
            port.Deliver(copy);
            descriptor->Address = address.Value; //! HAL1010
            descriptor->Flags = 1;
            return;
        }

        port.Deliver(packet);
    }
}
