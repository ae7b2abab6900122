using Devices;
using Hal;

namespace Drivers;

// Follows a fix in iPXE: "[vxge] Fix use of stale I/O buffer on error path": without a new packet the old one is shared again, and its
// new address posted.
public sealed unsafe class ReceiveRing<THal>(Ring ring, NetPort port)
    where THal : struct, IHal
{
    public int Recycled { get; private set; }

    public bool Receive(int index, DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        Descriptor* descriptor = &ring.Descriptors[index];
        descriptor->Length = (uint)buffer.Length;
        descriptor->Address = address.Value;
        ring.Doorbell();
        while (!ring.IsDone(index))
        {
            System.Threading.Thread.Yield();
        }

        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        Packet? packet = port.Allocate(buffer.Length);
        if (packet is null)
        {
            Recycled++;
            PhysAddr again = THal.Share(buffer, BufferDirection.DeviceToDriver);
            descriptor->Address = again.Value;
            ring.Doorbell();
            ring.Stop();
            THal.Unshare(again, buffer, BufferDirection.DeviceToDriver);
            return false;
        }

        packet.Length = buffer.Length;
        buffer.AsReadOnlySpan().CopyTo(packet.Buffer.AsSpan());
        port.Deliver(packet);
        return true;
    }
}
