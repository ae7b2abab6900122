using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A wireless chip's event ring: every index has its share, and is posted again after its event. The array of shares is filled exactly to
// the count that the teardown walks, and the ring is stopped first.
public sealed class WifiEventRing<THal> : IDisposable
    where THal : struct, IHal
{
    private const int EventBytes = 256;
    private readonly Ring _ring;
    private readonly PinnedBuffer _memory;
    private readonly Shared<THal>[] _events;
    private int _posted;

    public WifiEventRing(Ring ring, int count)
    {
        _ring = ring;
        _memory = new PinnedBuffer(count * EventBytes);
        _events = new Shared<THal>[count];
    }

    public void Start()
    {
        while (_posted < _events.Length)
        {
            Repost(_posted);
            _posted++;
        }

        _ring.Doorbell();
    }

    public int Handle(Action<byte[]> onEvent)
    {
        int handled = 0;
        while (_ring.TryTake(out int index, out int written) && (uint)index < (uint)_posted)
        {
            Shared<THal> done = _events[index];
            _events[index] = default;
            done.Unshare();
            onEvent(done.Buffer.AsReadOnlySpan()[..Math.Clamp(written, 0, EventBytes)].ToArray());
            Repost(index);
            handled++;
        }

        return handled;
    }

    public void Dispose()
    {
        _ring.Stop();
        for (int i = 0; i < _posted; i++)
        {
            _events[i].Unshare();
            _events[i] = default;
        }

        _posted = 0;
        _memory.Dispose();
    }

    private void Repost(int index)
    {
        _events[index] = new Shared<THal>(_memory.Buffer.Slice(index * EventBytes, EventBytes), DeviceToDriver);
        _ring.Post(index, _events[index].Paddr, EventBytes);
    }
}
