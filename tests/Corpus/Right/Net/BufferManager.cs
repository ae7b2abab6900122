using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A hardware buffer manager that is seeded with buffers and hands them out to ports. Buffers that the hardware holds are found again by
// their address, and drained before they are freed.
internal sealed class BufferManager<THal>
    where THal : struct, IHal
{
    private readonly Queue _pool;
    private readonly Dictionary<PhysAddr, PinnedBuffer> _owned = [];
    private readonly int _size;

    public BufferManager(Queue pool, int size)
    {
        _pool = pool;
        _size = size;
    }

    public int Seed(int count)
    {
        int seeded = 0;
        while (seeded < count)
        {
            var memory = new PinnedBuffer(_size);
            PhysAddr address = THal.Share(memory.Buffer, BufferDirection.DeviceToDriver);
            if (!_pool.TryAdd(address, memory.Buffer))
            {
                THal.Unshare(address, memory.Buffer, BufferDirection.DeviceToDriver);
                memory.Dispose();
                break;
            }

            _owned.Add(address, memory);
            seeded++;
        }

        return seeded;
    }

    public bool TryReceive(Span<byte> into)
    {
        if (!_pool.TryPop(out PhysAddr address, out DmaBuffer buffer) || !_owned.Remove(address, out PinnedBuffer? memory))
        {
            return false;
        }

        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        buffer.AsReadOnlySpan()[..Math.Min(into.Length, buffer.Length)].CopyTo(into);
        memory.Dispose();
        return true;
    }

    public void Drain(Device hardware)
    {
        hardware.Reset();
        foreach (var (address, memory) in _owned)
        {
            THal.Unshare(address, memory.Buffer, BufferDirection.DeviceToDriver);
            memory.Dispose();
        }

        _owned.Clear();
    }
}
