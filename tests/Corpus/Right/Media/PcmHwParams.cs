using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>The buffer of a stream: allocated at hw_params, kept where the size still fits, freed at hw_free.</summary>
public sealed class PcmBuffer<THal> : IDisposable
    where THal : struct, IHal
{
    private Dma<THal>? _area;
    private int _bufferBytes;
    private int _periodBytes;

    public int HwParams(int periodBytes, int periods)
    {
        int bytes = periodBytes * periods;
        if (bytes <= 0)
        {
            return -22;
        }

        if (_area is not null && _area.Length < (nuint)bytes)
        {
            HwFree();
        }

        if (_area is null && !Dma<THal>.TryCreate(HalConstants.PagesFor((nuint)bytes), BufferDirection.Both, out _area))
        {
            return -12;
        }

        _bufferBytes = bytes;
        _periodBytes = periodBytes;
        return 0;
    }

    public void Silence() => _area?.AsSpan()[.._bufferBytes].Clear();

    public int Trigger(Device device, int period)
    {
        if (_area is null)
        {
            return -77;
        }

        int offset = period * _periodBytes % _bufferBytes;
        return device.Start(_area.PaddrAt((nuint)offset), _periodBytes);
    }

    public void HwFree()
    {
        _area?.Dispose();
        _area = null;
        _bufferBytes = 0;
    }

    public void Dispose() => HwFree();
}
