using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A receive ring with copy-break: a small frame is copied out and its buffer goes back to the ring at once. The CPU reads a frame only
// after its share ended, and the buffer is shared anew before it is posted again.
public sealed class CopyBreakReceiver<THal> : IDisposable
    where THal : struct, IHal
{
    private const int CopyBreak = 256;
    private const int FrameBytes = 2048;

    private readonly Ring _ring;
    private readonly PinnedBuffer _memory;
    private readonly Shared<THal>[] _posted;

    public CopyBreakReceiver(Ring ring)
    {
        _ring = ring;
        _memory = new PinnedBuffer(ring.Size * FrameBytes);
        _posted = new Shared<THal>[ring.Size];
    }

    public event Action<byte[]>? FrameReceived;

    public void Start()
    {
        for (int i = 0; i < _posted.Length; i++)
        {
            Refill(i);
        }

        _ring.Doorbell();
    }

    public int Poll(int budget)
    {
        int work = 0;
        while (work < budget && _ring.TryTake(out int index, out int written))
        {
            Shared<THal> done = _posted[index];
            _posted[index] = default;
            done.Unshare();
            if (written is > 0 and <= CopyBreak)
            {
                FrameReceived?.Invoke(done.Buffer.AsReadOnlySpan()[..written].ToArray());
            }
            else if (written > 0 && written <= done.Buffer.Length)
            {
                var large = new byte[written];
                done.Buffer.Slice(0, written).AsReadOnlySpan().CopyTo(large);
                FrameReceived?.Invoke(large);
            }

            Refill(index);
            work++;
        }

        return work;
    }

    public void Dispose()
    {
        _ring.Stop();
        for (int i = 0; i < _posted.Length; i++)
        {
            _posted[i].Unshare();
            _posted[i] = default;
        }

        _memory.Dispose();
    }

    private void Refill(int index)
    {
        var share = new Shared<THal>(_memory.Buffer.Slice(index * FrameBytes, FrameBytes), DeviceToDriver);
        _posted[index] = share;
        _ring.Post(index, share.Paddr, FrameBytes);
    }
}
