using System;
using Devices;
using Hal;

namespace Drivers;

// A swap device that writes a page out by callback. The share is ended by the callback, or at once when the queue did not take the
// request.
internal sealed class SwapSlots<THal>
    where THal : struct, IHal
{
    private const int SectorsPerPage = 8;

    private readonly BlockQueue _disk;
    private readonly bool[] _used;

    public SwapSlots(BlockQueue disk, int slots)
    {
        _disk = disk;
        _used = new bool[slots];
    }

    public int TryWrite(DmaBuffer page, Action<int, int> written)
    {
        int slot = Array.IndexOf(_used, false);
        if (slot < 0)
        {
            return -28;
        }

        _used[slot] = true;
        PhysAddr address = THal.Share(page, BufferDirection.DriverToDevice);
        bool started = _disk.TryStart((ulong)(slot * SectorsPerPage), address, page.Length, status =>
        {
            THal.Unshare(address, page, BufferDirection.DriverToDevice);
            if (status != 0)
            {
                Release(slot);
            }

            written(slot, status);
        });

        if (!started)
        {
            THal.Unshare(address, page, BufferDirection.DriverToDevice);
            Release(slot);
            return -11;
        }

        return slot;
    }

    public void Release(int slot)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)slot, (uint)_used.Length);
        _used[slot] = false;
    }
}
