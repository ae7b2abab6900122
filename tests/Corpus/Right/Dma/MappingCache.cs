using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A cache of mappings by buffer: the same buffer is shared once however often it is used at the same time. An entry counts its users,
// the last one ends the share, and the lock makes both sides atomic.
public sealed class MappingCache<THal>
    where THal : struct, IHal
{
    private readonly object _gate = new();
    private readonly Dictionary<DmaBuffer, Entry> _entries = new();

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    public PhysAddr Acquire(DmaBuffer buffer)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(buffer, out Entry? entry))
            {
                entry = new Entry(THal.Share(buffer, BufferDirection.DriverToDevice));
                _entries.Add(buffer, entry);
            }

            entry.Users++;
            return entry.Address;
        }
    }

    public void Release(DmaBuffer buffer)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(buffer, out Entry? entry))
            {
                throw new InvalidOperationException($"{buffer} is not mapped.");
            }

            if (--entry.Users == 0)
            {
                _entries.Remove(buffer);
                THal.Unshare(entry.Address, buffer, BufferDirection.DriverToDevice);
            }
        }
    }

    public bool Send(Device device, DmaBuffer buffer)
    {
        PhysAddr address = Acquire(buffer);
        try
        {
            if (!device.Submit(address, buffer.Length))
            {
                return false;
            }

            bool sent = device.Wait(100);
            if (!sent)
            {
                device.Reset();
            }

            return sent;
        }
        finally
        {
            Release(buffer);
        }
    }

    private sealed class Entry
    {
        public Entry(PhysAddr address) => Address = address;

        public PhysAddr Address { get; }

        public int Users { get; set; }
    }
}
