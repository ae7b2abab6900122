using System.Runtime.CompilerServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A cache from a packet to its share, and a clean-up that goes over it.
public sealed class WeakCacheOfShares<THal>
    where THal : struct, IHal
{
    private sealed class Holder
    {
        public Shared<THal> Share;
    }

    private readonly ConditionalWeakTable<Packet, Holder> _cache = [];

    public PhysAddr AddressOf(Packet packet) =>
        _cache.GetValue(packet, static key => new Holder { Share = new Shared<THal>(key.Buffer, DriverToDevice) }).Share.Paddr;

    public bool Evict(Packet packet)
    {
        if (!_cache.TryGetValue(packet, out Holder? holder))
        {
            return false;
        }

        _cache.Remove(packet);
        holder.Share.Unshare();
        packet.Free();
        return true;
    }

    public void Clear()
    {
        foreach ((_, Holder holder) in _cache)
        {
            holder.Share.Unshare();
        }

        _cache.Clear();
    }
}
