using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A list without order: the last entry takes the place of the one that is done.
public sealed class SwapRemoveList<THal>(Ring ring)
    where THal : struct, IHal
{
    private readonly List<(int Index, PhysAddr Paddr, DmaBuffer Buffer)> _pending = new(64);

    public void Post(DmaBuffer buffer)
    {
        int index = ring.Head++;
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        _pending.Add((index, paddr, buffer));
        ring.Post(index, paddr, buffer.Length);
    }

    public int Reap()
    {
        int reaped = 0;
        for (int i = _pending.Count - 1; i >= 0; i--)
        {
            var (index, paddr, buffer) = _pending[i];
            if (!ring.IsDone(index))
            {
                continue;
            }

            _pending[i] = _pending[^1];
            _pending.RemoveAt(_pending.Count - 1);
            THal.Unshare(paddr, buffer, DriverToDevice);
            reaped++;
        }

        return reaped;
    }
}
