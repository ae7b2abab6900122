using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A queue of the driver's own: TryPut stores the pair in a table when there is room.
public sealed class OwnQueueTakes<THal>(Ring ring)
    where THal : struct, IHal
{
    private readonly PhysAddr[] _addresses = new PhysAddr[256];
    private readonly DmaBuffer[] _buffers = new DmaBuffer[256];
    private readonly object _gate = new();

    private bool TryPut(PhysAddr paddr, DmaBuffer buffer)
    {
        lock (_gate)
        {
            if (ring.IsFull)
            {
                return false;
            }

            int index = ring.Head;
            _addresses[index] = paddr;
            _buffers[index] = buffer;
            ring.Post(index, paddr, buffer.Length);
            ring.Head = (index + 1) % ring.Size;
            return true;
        }
    }

    public bool Send(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        for (int attempt = 0; attempt < 10; attempt++)
        {
            if (TryPut(paddr, buffer))
            {
                ring.Doorbell();
                return true;
            }

            Reap();
        }

        THal.Unshare(paddr, buffer, DriverToDevice);
        return false;
    }

    public void Reap()
    {
        lock (_gate)
        {
            while (ring.TryTake(out int index, out _))
            {
                THal.Unshare(_addresses[index], _buffers[index], DriverToDevice);
                (_addresses[index], _buffers[index]) = (default, default);
            }
        }
    }
}
