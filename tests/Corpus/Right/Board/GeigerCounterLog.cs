using System;
using Devices;
using Hal;

namespace Drivers;

// A counter unit appends to a log that it owns; the driver takes the log away from time to time. Taking swaps the live share for a fresh
// one, and only the one that was live is ended.
public sealed class PulseLog<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _counter;
    private readonly PinnedBuffer _a;
    private readonly PinnedBuffer _b;
    private Shared<THal> _live;
    private bool _liveIsA;

    public PulseLog(Device counter, int bytes)
    {
        _counter = counter;
        _a = new PinnedBuffer(bytes);
        _b = new PinnedBuffer(bytes);
    }

    public ReadOnlySpan<byte> Take()
    {
        var fresh = new Shared<THal>((_liveIsA ? _b : _a).Buffer, BufferDirection.DeviceToDriver);
        _counter.Program(fresh.Paddr, fresh.Buffer.Length);

        // The unit finishes its write before it changes over.
        if (!_counter.Wait(10))
        {
            _counter.Reset();
            fresh.Unshare();
            _live.Unshare();
            _live = default;
            return default;
        }

        Shared<THal> full = _live;
        _live = fresh;
        _liveIsA = !_liveIsA;
        full.Unshare();
        return full.Buffer.AsReadOnlySpan();
    }

    public void Dispose()
    {
        _counter.Reset();
        _live.Unshare();
        _live = default;
        _a.Dispose();
        _b.Dispose();
    }
}
