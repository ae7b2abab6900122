using System;
using Devices;
using Hal;

namespace Drivers;

// Like always-on voice detectors: the detector keeps a history that is read out after it has triggered. The history is copied in order,
// oldest part first, from memory that the detector has stopped writing.
public sealed class WakeWordHistory<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _detector;
    private readonly Dma<THal> _history;
    private bool _listening;

    public WakeWordHistory(Device detector, int milliseconds)
    {
        _detector = detector;
        _history = new Dma<THal>(HalConstants.PagesFor((nuint)milliseconds * 32), BufferDirection.DeviceToDriver);
    }

    public bool Listen()
    {
        if (!_listening)
        {
            _listening = _detector.Submit(_history.Paddr, (int)_history.Length);
        }

        return _listening;
    }

    public byte[]? TryTake()
    {
        if (!_listening || !_detector.Poll())
        {
            return null;
        }

        _detector.WriteRegister(0x04, 0);
        _listening = false;
        ReadOnlySpan<byte> ring = _history.AsSpan();
        int end = (int)(_detector.ReadRegister(0x08) % (uint)ring.Length);
        var ordered = new byte[ring.Length];
        ring[end..].CopyTo(ordered);
        ring[..end].CopyTo(ordered.AsSpan(ring.Length - end));
        return ordered;
    }

    public void Dispose()
    {
        if (_listening)
        {
            _detector.Reset();
        }

        _history.Dispose();
    }
}
