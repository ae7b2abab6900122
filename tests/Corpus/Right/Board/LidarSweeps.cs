using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A lidar that writes sweeps into buffers; the reader gets a lease by which it reads one and gives it back. A lease exists only while
// its buffer is not shared, and its Dispose arms the buffer again.
public sealed class LidarSweeps<THal>(Ring ring, PinnedBuffer[] memory)
    where THal : struct, IHal
{
    private readonly Dictionary<int, (int Slot, Shared<THal> Share)> _armed = new();
    private bool _open;

    public readonly ref struct Lease
    {
        private readonly LidarSweeps<THal>? _owner;
        private readonly int _slot;

        internal Lease(LidarSweeps<THal> owner, int slot, ReadOnlySpan<byte> points)
        {
            _owner = owner;
            _slot = slot;
            Points = points;
        }

        public ReadOnlySpan<byte> Points { get; }

        public bool IsEmpty => _owner is null;

        public void Dispose() => _owner?.Arm(_slot);
    }

    public void Start()
    {
        _open = true;
        for (int slot = 0; slot < memory.Length; slot++)
        {
            Arm(slot);
        }
    }

    public Lease Take()
    {
        if (!ring.TryTake(out int index, out int written) || !_armed.Remove(index, out var sweep))
        {
            return default;
        }

        sweep.Share.Unshare();
        DmaBuffer buffer = sweep.Share.Buffer;
        return new Lease(this, sweep.Slot, buffer.AsReadOnlySpan()[..Math.Min(written, buffer.Length)]);
    }

    public void Stop()
    {
        _open = false;
        ring.Stop();
        foreach ((_, Shared<THal> share) in _armed.Values)
        {
            share.Unshare();
        }

        _armed.Clear();
    }

    private void Arm(int slot)
    {
        if (!_open)
        {
            return;
        }

        var share = new Shared<THal>(memory[slot].Buffer, DeviceToDriver);
        if (ring.TryPost(share.Paddr, share.Buffer.Length, out int index))
        {
            _armed[index] = (slot, share);
        }
        else
        {
            share.Unshare();
        }
    }
}
