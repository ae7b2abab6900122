using System;
using System.Collections.Concurrent;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Memory registration of an RDMA adapter: a region is a run of buffers with one key.</summary>
public sealed class MemoryRegions<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    public sealed class Region
    {
        internal Region(uint key, DmaBuffer[] parts, PhysAddr[] addresses)
        {
            Key = key;
            Parts = parts;
            Addresses = addresses;
        }

        public uint Key { get; }

        internal DmaBuffer[] Parts { get; }

        internal PhysAddr[] Addresses { get; }
    }

    private readonly ConcurrentDictionary<uint, Region> _regions = new();
    private int _nextKey;

    public Region? Register(ReadOnlySpan<DmaBuffer> parts)
    {
        var addresses = new PhysAddr[parts.Length];
        int mapped = 0;
        try
        {
            for (; mapped < parts.Length; mapped++)
            {
                addresses[mapped] = THal.Share(parts[mapped], Both);
            }
        }
        catch (DmaException)
        {
            Unwind(parts, addresses, mapped);
            return null;
        }

        foreach (PhysAddr address in addresses)
        {
            if (firmware.Execute(0x21, address) != 0)
            {
                firmware.Execute(0x22, addresses[0]);
                Unwind(parts, addresses, mapped);
                return null;
            }
        }

        var region = new Region((uint)Interlocked.Increment(ref _nextKey), parts.ToArray(), addresses);
        _regions[region.Key] = region;
        return region;
    }

    public bool Deregister(uint key)
    {
        if (!_regions.TryRemove(key, out Region? region))
        {
            return false;
        }

        _ = firmware.Execute(0x22, region.Addresses[0]);
        Unwind(region.Parts, region.Addresses, region.Addresses.Length);
        return true;
    }

    private static void Unwind(ReadOnlySpan<DmaBuffer> parts, PhysAddr[] addresses, int count)
    {
        while (count-- > 0)
        {
            THal.Unshare(addresses[count], parts[count], Both);
        }
    }
}
