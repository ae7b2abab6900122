using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A playback stream: a number of periods that are shared for as long as the stream exists.</summary>
public sealed class VirtioSoundPcm<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer[] _periods;
    private readonly PhysAddr[] _paddrs;
    private readonly Ring _ring;

    public VirtioSoundPcm(Ring ring, int count, int bytes)
    {
        _ring = ring;
        _periods = new PinnedBuffer[count];
        _paddrs = new PhysAddr[count];
        int made = 0;
        try
        {
            for (; made < count; made++)
            {
                var period = new PinnedBuffer(bytes);
                try
                {
                    _paddrs[made] = THal.Share(period.Buffer, DriverToDevice);
                }
                catch
                {
                    period.Dispose();
                    throw;
                }

                _periods[made] = period;
            }
        }
        catch
        {
            while (made-- > 0)
            {
                THal.Unshare(_paddrs[made], _periods[made].Buffer, DriverToDevice);
                _periods[made].Dispose();
            }

            throw;
        }
    }

    /// <summary>Fills a period that the device has played, and queues it again.</summary>
    public void Refill(int index, ReadOnlySpan<byte> samples)
    {
        DmaBuffer period = _periods[index].Buffer;
        THal.Unshare(_paddrs[index], period, DriverToDevice);
        samples[..Math.Min(samples.Length, period.Length)].CopyTo(period.AsSpan());
        _paddrs[index] = default;
        _paddrs[index] = THal.Share(period, DriverToDevice);
        _ring.Post(index, _paddrs[index], period.Length);
        _ring.Doorbell();
    }

    public void Dispose()
    {
        _ring.Stop();
        for (int i = 0; i < _periods.Length; i++)
        {
            if (_paddrs[i] != default)
            {
                THal.Unshare(_paddrs[i], _periods[i].Buffer, DriverToDevice);
            }

            _periods[i].Dispose();
        }
    }
}
