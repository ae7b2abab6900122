using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// The flush of dirty buffers: all of them are shared and queued, then one wait for the whole batch. The batch ends every share it made,
// also those after which one could not be queued.
public sealed class WriteBack<THal>
    where THal : struct, IHal
{
    private readonly Queue _queue;
    private readonly Device _disk;
    private readonly List<DirtyBuffer> _dirty = new();

    public WriteBack(Queue queue, Device disk)
    {
        _queue = queue;
        _disk = disk;
    }

    public int Pending => _dirty.Count;

    public void MarkDirty(ulong sector, DmaBuffer data) => _dirty.Add(new DirtyBuffer(sector, data));

    public bool Flush()
    {
        if (_dirty.Count == 0)
        {
            return true;
        }

        var batch = new List<(PhysAddr Address, DmaBuffer Data)>(_dirty.Count);
        bool complete = false;
        try
        {
            bool queued = true;
            foreach (DirtyBuffer dirty in _dirty)
            {
                PhysAddr address = THal.Share(dirty.Data, BufferDirection.DriverToDevice);
                batch.Add((address, dirty.Data));
                if (!_queue.TryAdd(address, dirty.Data))
                {
                    queued = false;
                    break;
                }
            }

            complete = _disk.Wait(5000) && queued;
        }
        finally
        {
            if (!complete)
            {
                _disk.Reset();
            }

            foreach ((PhysAddr address, DmaBuffer data) in batch)
            {
                THal.Unshare(address, data, BufferDirection.DriverToDevice);
            }
        }

        if (complete)
        {
            _dirty.Clear();
        }

        return complete;
    }

    private readonly record struct DirtyBuffer(ulong Sector, DmaBuffer Data);
}
