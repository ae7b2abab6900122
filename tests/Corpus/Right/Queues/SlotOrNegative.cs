using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>Place answers the slot, which may be 0, or a negative error.</summary>
public sealed class PlacedEntries<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue = new();
    private readonly Dictionary<int, int> _lengths = new();

    public int Post(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DeviceToDriver);
        int slot = _queue.Place(at, data);
        if (slot >= 0)
        {
            _lengths[slot] = data.Length;
            return slot;
        }

        THal.Unshare(at, data, BufferDirection.DeviceToDriver);
        return -1;
    }

    public bool PostWithOut(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DeviceToDriver);
        if (!_queue.TryEnqueue(at, data, out int slot))
        {
            THal.Unshare(at, data, BufferDirection.DeviceToDriver);
            return false;
        }

        _lengths[slot] = data.Length;
        return true;
    }
}
