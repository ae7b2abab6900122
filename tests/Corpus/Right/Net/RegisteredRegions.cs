using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Memory regions that applications register for remote access, counted by their users. The first user shares, the last one ends; a
// region that is dropped by force is ended after the device forgot its key.
public sealed class RegionRegistry<THal>(Device adapter)
    where THal : struct, IHal
{
    private sealed class Region(uint key, Shared<THal> share)
    {
        public uint Key { get; } = key;

        public Shared<THal> Share { get; } = share;

        public int Users { get; set; } = 1;
    }

    private readonly Dictionary<DmaBuffer, Region> _regions = new();
    private uint _nextKey = 1;

    public uint Register(DmaBuffer memory)
    {
        lock (_regions)
        {
            if (_regions.TryGetValue(memory, out Region? known))
            {
                known.Users++;
                return known.Key;
            }

            var region = new Region(_nextKey++, new Shared<THal>(memory, Both));
            _regions.Add(memory, region);
            adapter.WriteRegister(0x40, region.Key);
            adapter.Program(region.Share.Paddr, memory.Length);
            return region.Key;
        }
    }

    public bool Unregister(DmaBuffer memory)
    {
        lock (_regions)
        {
            if (!_regions.TryGetValue(memory, out Region? region))
            {
                return false;
            }

            if (--region.Users == 0)
            {
                _regions.Remove(memory);
                Invalidate(region);
            }

            return true;
        }
    }

    public void Clear()
    {
        lock (_regions)
        {
            foreach (Region region in _regions.Values)
            {
                Invalidate(region);
            }

            _regions.Clear();
        }
    }

    private void Invalidate(Region region)
    {
        adapter.WriteRegister(0x48, region.Key);
        if (!adapter.Wait(100))
        {
            adapter.Reset();
        }

        region.Share.Unshare();
    }
}
