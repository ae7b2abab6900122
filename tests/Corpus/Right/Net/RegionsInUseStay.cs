using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Registered memory regions of an RDMA adapter: a key for each, and work requests that name keys. A region holds its share until it is
// deregistered; regions that work requests use cannot be deregistered.
public sealed class RegionTable<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _commands;
    private readonly Dictionary<uint, Region> _regions = new();
    private uint _nextKey = 1;

    public RegionTable(Mailbox commands) => _commands = commands;

    public uint? Register(DmaBuffer memory)
    {
        var share = new Shared<THal>(memory, BufferDirection.Both);
        if (_commands.Execute(0x200, share.Paddr) != 0)
        {
            share.Unshare();
            return null;
        }

        uint key = _nextKey++;
        _regions.Add(key, new Region(share));
        return key;
    }

    public bool Deregister(uint key)
    {
        if (!_regions.TryGetValue(key, out Region? region) || region.Users != 0)
        {
            return false;
        }

        if (_commands.Execute(0x201, region.Share.Paddr) != 0)
        {
            return false;
        }

        _regions.Remove(key);
        region.Share.Unshare();
        return true;
    }

    public PhysAddr Resolve(uint key, int offset, int length)
    {
        Region region = _regions[key];
        if (offset < 0 || length <= 0 || offset > region.Share.Buffer.Length - length)
        {
            throw new ArgumentOutOfRangeException(nameof(offset));
        }

        region.Users++;
        return region.Share.Paddr + offset;
    }

    public void Done(uint key) => _regions[key].Users--;

    public void CloseAfterReset(Device adapter)
    {
        adapter.Reset();
        foreach (Region region in _regions.Values)
        {
            region.Share.Unshare();
        }

        _regions.Clear();
    }

    private sealed class Region
    {
        public Region(Shared<THal> share) => Share = share;

        public Shared<THal> Share { get; }

        public int Users { get; set; }
    }
}
