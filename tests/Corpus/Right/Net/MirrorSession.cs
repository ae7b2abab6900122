using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A mirror port copies frames to a capture buffer; a session has two halves that are used in turn. While one half is shared the other is
// read; they change places only after Unshare.
public sealed class MirrorSession<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _mirror;
    private readonly PinnedBuffer[] _halves;
    private Shared<THal> _active;
    private int _index;
    private bool _running;

    public MirrorSession(Device mirror, int bytes)
    {
        _mirror = mirror;
        _halves = [new PinnedBuffer(bytes), new PinnedBuffer(bytes)];
    }

    public void Start()
    {
        if (!_running)
        {
            Arm();
            _running = true;
        }
    }

    /// <summary>Waits for the active half to fill and returns it; it is the caller's until the next call.</summary>
    public ReadOnlySpan<byte> Next()
    {
        if (!_running || !_mirror.Wait(1000))
        {
            return default;
        }

        DmaBuffer full = _active.Buffer;
        _active.Unshare();
        _active = default;
        _running = false;
        _index ^= 1;
        Arm();
        _running = true;
        return full.AsReadOnlySpan();
    }

    public void Stop()
    {
        if (_running)
        {
            _running = false;
            _mirror.Reset();
            _active.Unshare();
            _active = default;
        }
    }

    public void Dispose()
    {
        Stop();
        foreach (PinnedBuffer half in _halves)
        {
            half.Dispose();
        }
    }

    private void Arm()
    {
        _active = new Shared<THal>(_halves[_index].Buffer, DeviceToDriver);
        _mirror.Program(_active.Paddr, _active.Buffer.Length);
        _mirror.Kick();
    }
}
