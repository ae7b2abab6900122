using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The receive queue of a virtio network card: filled at the start, refilled as packets come.</summary>
public sealed class VirtioNetReceive<THal> : IDisposable
    where THal : struct, IHal
{
    private const int BufferSize = 2048;

    private readonly record struct Posted(PhysAddr Paddr, PinnedBuffer Memory);

    private readonly Ring _ring;
    private readonly Posted?[] _posted;

    public VirtioNetReceive(Ring ring)
    {
        _ring = ring;
        _posted = new Posted?[ring.Size];
        while (Refill())
        {
        }
    }

    private bool Refill()
    {
        var memory = new PinnedBuffer(BufferSize);
        PhysAddr paddr = THal.Share(memory.Buffer, DeviceToDriver);
        if (!_ring.TryPost(paddr, BufferSize, out int index))
        {
            THal.Unshare(paddr, memory.Buffer, DeviceToDriver);
            memory.Dispose();
            return false;
        }

        _posted[index % _posted.Length] = new Posted(paddr, memory);
        return true;
    }

    public void Poll(Action<ReadOnlyMemory<byte>> deliver, int budget)
    {
        for (int n = 0; n < budget && _ring.TryTake(out int index, out int written); n++)
        {
            int at = index % _posted.Length;
            if (_posted[at] is not { } entry)
            {
                continue;
            }

            _posted[at] = null;
            THal.Unshare(entry.Paddr, entry.Memory.Buffer, DeviceToDriver);
            int length = Math.Min(written, BufferSize);
            byte[] copy = entry.Memory.Buffer.AsReadOnlySpan()[..length].ToArray();
            entry.Memory.Dispose();
            deliver(copy);
            Refill();
        }

        _ring.Doorbell();
    }

    public void Dispose()
    {
        _ring.Stop();
        for (int i = 0; i < _posted.Length; i++)
        {
            if (_posted[i] is { } entry)
            {
                THal.Unshare(entry.Paddr, entry.Memory.Buffer, DeviceToDriver);
                entry.Memory.Dispose();
                _posted[i] = null;
            }
        }
    }
}
