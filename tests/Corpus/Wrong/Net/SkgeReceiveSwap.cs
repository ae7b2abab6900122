using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "skge: fix broken driver": the element gets the address of the new buffer before the old one was unshared with
// its own address.
public sealed class ReceivePort<THal>(Ring ring, NetPort port)
    where THal : struct, IHal
{
    private const int BufferBytes = 2048;

    /// <summary>Receives one frame in a slot, and keeps the slot filled meanwhile.</summary>
    public bool Receive(int slot, Packet first)
    {
        Packet current = first;
        current.Length = BufferBytes;
        PhysAddr address = THal.Share(current.Buffer, BufferDirection.DeviceToDriver); //! HAL1002 (no fix: overwritten)
        ring.Post(slot, address, BufferBytes);
        ring.Doorbell();
        Packet? next = port.Allocate(BufferBytes);
        bool received = ring.IsDone(slot) && next is not null;
        if (received && next is not null)
        {
            next.Length = BufferBytes;
            address = THal.Share(next.Buffer, BufferDirection.DeviceToDriver);
            ring.Post(slot, address, BufferBytes);
            ring.Doorbell();
            port.Deliver(current);
            current = next;
        }
        else
        {
            next?.Free();
        }

        ring.Stop();
        THal.Unshare(address, current.Buffer, BufferDirection.DeviceToDriver);
        current.Free();
        return received;
    }
}
