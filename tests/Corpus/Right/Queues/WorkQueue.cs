using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A send queue of an RDMA queue pair: entries complete in order, a completion may stand for several.</summary>
public sealed class SendQueue<THal>
    where THal : struct, IHal
{
    private readonly Entry[] _entries;
    private readonly Ring _ring;
    private uint _head;
    private uint _tail;

    public SendQueue(Ring ring)
    {
        _ring = ring;
        _entries = new Entry[ring.Size];
    }

    private struct Entry
    {
        public ulong Id;
        public PhysAddr Address;
        public DmaBuffer Payload;
    }

    public int Outstanding => (int)(_head - _tail);

    public bool Post(ulong id, DmaBuffer payload)
    {
        if (Outstanding == _entries.Length)
        {
            return false;
        }

        int index = (int)(_head % (uint)_entries.Length);
        PhysAddr address = THal.Share(payload, DriverToDevice);
        _entries[index] = new Entry { Id = id, Address = address, Payload = payload };
        _ring.Post(index, address, payload.Length);
        _head++;
        _ring.Doorbell();
        return true;
    }

    /// <summary>The completion names the last entry that is done; all before it are done too.</summary>
    public int CompleteUpTo(int last, Action<ulong> completed)
    {
        int count = 0;
        while (_tail != _head)
        {
            int index = (int)(_tail % (uint)_entries.Length);
            ref Entry entry = ref _entries[index];
            THal.Unshare(entry.Address, entry.Payload, DriverToDevice);
            ulong id = entry.Id;
            entry = default;
            _tail++;
            count++;
            completed(id);
            if (index == last)
            {
                break;
            }
        }

        return count;
    }

    public void Flush(Action<ulong> flushed)
    {
        _ring.Stop();
        while (_tail != _head)
        {
            CompleteUpTo(-1, flushed);
        }
    }
}
