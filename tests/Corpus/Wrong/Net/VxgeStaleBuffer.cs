using Devices;
using Hal;

namespace Drivers;

// Follows a fix in iPXE: "[vxge] Fix use of stale I/O buffer on error path": without a new packet the descriptor is posted again with
// the address whose share has just ended.
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
            descriptor->Address = address.Value; //! HAL1010
            ring.Doorbell();
            return false;
        }

        packet.Length = buffer.Length;
        buffer.AsReadOnlySpan().CopyTo(packet.Buffer.AsSpan());
        port.Deliver(packet);
        return true;
    }
}
