using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in seL4 (libethdrivers): the buffer is shared, and the descriptor gets the address.
public sealed unsafe class ZynqReceive<THal>(Ring ring)
    where THal : struct, IHal
{
    private const ushort OwnedByDevice = 1;

    public int Receive(DmaBuffer buffer, int timeout)
    {
        int index = ring.Head;
        Descriptor* descriptor = ring.Descriptors + index;
        PhysAddr address = THal.Share(buffer, DeviceToDriver);
        descriptor->Address = address.Value;
        descriptor->Length = (uint)buffer.Length;
        descriptor->Flags = OwnedByDevice;
        ring.Head = (index + 1) % ring.Size;
        ring.Doorbell();

        int result = 0;
        Deadline deadline = Deadline.In(timeout);
        while (result == 0 && !ring.IsDone(index))
        {
            if (deadline.Expired)
            {
                ring.Stop();
                result = -110;
            }
        }

        THal.Unshare(address, buffer, DeviceToDriver);
        if (result == 0 && ring.TryTake(out _, out int written))
        {
            result = written;
        }

        return result;
    }
}
