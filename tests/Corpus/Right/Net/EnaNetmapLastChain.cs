using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in ENA: "fbsd/ena: Properly unmap last socket chain in netmap" (3a1d25c): the way back used the index that already
// pointed at the next slot.
public sealed unsafe class EnaNetmap<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring;

    public EnaNetmap(Ring ring) => _ring = ring;

    public int TransmitFrame(DmaBuffer[] slots)
    {
        var chain = new PhysAddr[slots.Length + 1];
        int next = 0;
        while (next < slots.Length)
        {
            chain[next] = THal.Share(slots[next], DriverToDevice);
            next++;
        }

        int index = -1;
        for (int i = 0; i < next; i++)
        {
            if (_ring.TryPost(chain[i], slots[i].Length, out index))
            {
                continue;
            }

            _ring.Stop();
            while (next > 0)
            {
                next--;
                THal.Unshare(chain[next], slots[next], DriverToDevice);
            }

            return -28;
        }

        _ring.Doorbell();
        while (!_ring.IsDone(index))
        {
            Thread.Yield();
        }

        for (int i = 0; i < next; i++)
        {
            THal.Unshare(chain[i], slots[i], DriverToDevice);
        }

        return next;
    }
}
