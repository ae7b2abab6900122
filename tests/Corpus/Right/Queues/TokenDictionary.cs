using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like virtio drivers' tokens: the queue names an entry by a slot, the driver looks its buffer up by it. Adding and taking out of the
// dictionary goes with the entry's share, in both cases of the queue's answer.
public sealed class TokenQueue<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly Dictionary<int, (PhysAddr Address, DmaBuffer Buffer)> _bySlot = [];

    public TokenQueue(VendorQueue queue) => _queue = queue;

    public int Outstanding => _bySlot.Count;

    public bool Offer(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        int slot = _queue.Place(address, buffer);
        if (slot < 0)
        {
            THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
            return false;
        }

        _bySlot[slot] = (address, buffer);
        return true;
    }

    public bool TryTake(int slot, out DmaBuffer buffer)
    {
        if (!_bySlot.TryGetValue(slot, out var entry) || !_queue.TryFinish(entry.Address))
        {
            buffer = default;
            return false;
        }

        _bySlot.Remove(slot);
        THal.Unshare(entry.Address, entry.Buffer, BufferDirection.DeviceToDriver);
        buffer = entry.Buffer;
        return true;
    }

    public void CancelAll(Action<DmaBuffer> giveBack)
    {
        foreach (int slot in new List<int>(_bySlot.Keys))
        {
            var (address, buffer) = _bySlot[slot];
            if (_queue.TryCancel(address) || _queue.TryFinish(address))
            {
                _bySlot.Remove(slot);
                THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
                giveBack(buffer);
            }
        }
    }
}
