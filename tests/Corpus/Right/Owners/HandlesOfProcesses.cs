using System.Collections.Generic;
using Hal;

namespace Drivers;

/// <summary>Handles of shared buffers for other processes: what a process leaves behind is ended with it.</summary>
public sealed class ShareRegistry<THal>
    where THal : struct, IHal
{
    private readonly record struct Key(int Process, uint Handle);

    private readonly Dictionary<Key, (ulong Address, DmaBuffer Bytes, byte Way)> _shares = [];
    private readonly object _gate = new();
    private uint _next;

    public uint Open(int process, DmaBuffer bytes, BufferDirection way)
    {
        PhysAddr address = THal.Share(bytes, way);
        lock (_gate)
        {
            uint handle = ++_next;
            _shares.Add(new Key(process, handle), (address.Value, bytes, (byte)way));
            return handle;
        }
    }

    public bool Close(int process, uint handle)
    {
        (ulong Address, DmaBuffer Bytes, byte Way) share;
        lock (_gate)
        {
            if (!_shares.Remove(new Key(process, handle), out share))
            {
                return false;
            }
        }

        THal.Unshare(new PhysAddr(share.Address), share.Bytes, (BufferDirection)share.Way);
        return true;
    }

    public int CloseAll(int process)
    {
        var ended = new List<(ulong Address, DmaBuffer Bytes, byte Way)>();
        lock (_gate)
        {
            foreach (Key key in new List<Key>(_shares.Keys))
            {
                if (key.Process == process && _shares.Remove(key, out var share))
                {
                    ended.Add(share);
                }
            }
        }

        ended.ForEach(s => THal.Unshare(new PhysAddr(s.Address), s.Bytes, (BufferDirection)s.Way));
        return ended.Count;
    }
}
