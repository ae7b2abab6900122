using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A socket's receive side: buffers come from an array pool, pinned for as long as the device has them.</summary>
public sealed class VsockReceive<THal>(Queue queue, Device device) : IDisposable
    where THal : struct, IHal
{
    private sealed class Buffer : IDisposable
    {
        private readonly PinnedBuffer _pinned;

        public Buffer(int size)
        {
            Array = GC.AllocateArray<byte>(size, pinned: true);
            _pinned = new PinnedBuffer(Array);
        }

        public byte[] Array { get; }

        public DmaBuffer Bytes => _pinned.Buffer;

        public void Dispose() => _pinned.Dispose();
    }

    private readonly SortedDictionary<ulong, Buffer> _posted = [];

    public int Fill(int count)
    {
        int added = 0;
        for (; added < count && !queue.IsFull; added++)
        {
            var buffer = new Buffer(4096);
            PhysAddr paddr = THal.Share(buffer.Bytes, DeviceToDriver);
            if (!queue.TryAdd(paddr, buffer.Bytes))
            {
                THal.Unshare(paddr, buffer.Bytes, DeviceToDriver);
                buffer.Dispose();
                break;
            }

            _posted.Add(paddr.Value, buffer);
        }

        if (added > 0)
        {
            device.Kick();
        }

        return added;
    }

    public byte[]? TryReceive()
    {
        if (!queue.TryPop(out PhysAddr paddr, out DmaBuffer bytes))
        {
            return null;
        }

        if (!_posted.Remove(paddr.Value, out Buffer? buffer))
        {
            throw new DeviceException($"nothing was posted at {paddr}");
        }

        using (buffer)
        {
            THal.Unshare(paddr, bytes, DeviceToDriver);
            return buffer.Array;
        }
    }

    public void Dispose()
    {
        device.Reset();
        foreach ((ulong paddr, Buffer buffer) in _posted)
        {
            THal.Unshare(new PhysAddr(paddr), buffer.Bytes, DeviceToDriver);
            buffer.Dispose();
        }

        _posted.Clear();
    }
}
