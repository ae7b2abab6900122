using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A switch mirrors one packet in n to the host; the sampler hands out copies as a sequence. The iterator ends each share before it
// yields, and the ring's owner ends what is left.
public sealed class PacketSampler<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Queue _queue;
    private readonly Device _switch;
    private readonly PinnedBuffer _memory;
    private readonly Dictionary<PhysAddr, DmaBuffer> _live = new();

    public PacketSampler(Queue queue, Device @switch, int slots)
    {
        _queue = queue;
        _switch = @switch;
        _memory = new PinnedBuffer(slots * 512);
    }

    public int Outstanding => _live.Count;

    public void Start()
    {
        for (int offset = 0; offset < _memory.Buffer.Length && !_queue.IsFull; offset += 512)
        {
            Offer(_memory.Buffer.Slice(offset, 512));
        }
    }

    public IEnumerable<byte[]> Samples()
    {
        while (_queue.TryPop(out PhysAddr address, out DmaBuffer buffer))
        {
            _live.Remove(address);
            THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
            byte[] sample = buffer.AsReadOnlySpan().ToArray();
            Offer(buffer);
            yield return sample;
        }
    }

    public void Dispose()
    {
        _switch.Reset();
        foreach ((PhysAddr address, DmaBuffer buffer) in _live)
        {
            THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        }

        _live.Clear();
        _memory.Dispose();
    }

    private void Offer(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        if (_queue.TryAdd(address, buffer))
        {
            _live.Add(address, buffer);
        }
        else
        {
            THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        }
    }
}
