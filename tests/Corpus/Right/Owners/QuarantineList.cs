using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A prefetching unit may touch a buffer for some frames after it is done: ends are put off by a frame number. Entries wait in order of
// their number and each is ended once, at the latest by the drain.
public sealed class Quarantine<THal>
    where THal : struct, IHal
{
    private const long Frames = 3;
    private readonly Queue<(long Frame, Shared<THal> Share)> _waiting = new();
    private readonly Device _unit;
    private Shared<THal> _shown;
    private long _frame;

    public Quarantine(Device unit) => _unit = unit;

    public bool Show(DmaBuffer texture)
    {
        var next = new Shared<THal>(texture, BufferDirection.DriverToDevice);
        if (!_unit.Submit(next.Paddr, texture.Length))
        {
            next.Unshare();
            return false;
        }

        Shared<THal> previous = _shown;
        _shown = next;
        if (!previous.Buffer.IsEmpty)
        {
            _waiting.Enqueue((_frame + Frames, previous));
        }

        return true;
    }

    public int OnFrame()
    {
        _frame++;
        int ended = 0;
        while (_waiting.TryPeek(out var oldest) && oldest.Frame <= _frame)
        {
            _waiting.Dequeue();
            oldest.Share.Unshare();
            ended++;
        }

        return ended;
    }

    public void Drain()
    {
        _unit.Reset();
        foreach ((_, Shared<THal> share) in _waiting)
        {
            share.Unshare();
        }

        _waiting.Clear();
        _shown.Unshare();
        _shown = default;
    }
}
