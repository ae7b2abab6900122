using System;
using Devices;
using Hal;

namespace Drivers;

// A Try-method hands the next finished share to its caller, who says so by ending it. The duty comes with true alone; the caller's loop
// ends every share that it was given.
public sealed class FinishedShares<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring;
    private readonly Shared<THal>[] _slots;
    private readonly bool[] _used;

    public FinishedShares(Ring ring)
    {
        _ring = ring;
        _slots = new Shared<THal>[ring.Size];
        _used = new bool[ring.Size];
    }

    public bool Post(DmaBuffer buffer)
    {
        var share = new Shared<THal>(buffer, BufferDirection.DeviceToDriver);
        if (!_ring.TryPost(share.Paddr, buffer.Length, out int index))
        {
            share.Unshare();
            return false;
        }

        _slots[index] = share;
        _used[index] = true;
        return true;
    }

    public int Consume(Action<DmaBuffer, int> onData)
    {
        int count = 0;
        while (TryTake(out Shared<THal> finished, out int written))
        {
            finished.Unshare();
            onData(finished.Buffer, written);
            count++;
        }

        return count;
    }

    private bool TryTake([MustUnshare] out Shared<THal> finished, out int written)
    {
        if (_ring.TryTake(out int index, out written) && (uint)index < (uint)_slots.Length && _used[index])
        {
            finished = _slots[index];
            _used[index] = false;
            written = Math.Clamp(written, 0, finished.Buffer.Length);
            return true;
        }

        finished = default;
        return false;
    }
}
