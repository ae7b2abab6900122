using System;
using Devices;
using Hal;

/// <summary>Parallel array fields, filled by one method and emptied in reverse by another, with a count between.</summary>
public sealed class Preposted<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly PhysAddr[] _at;
    private readonly DmaBuffer[] _buffers;
    private readonly Ring _ring = new();
    private int _posted;

    public Preposted(DmaBuffer[] buffers)
    {
        _buffers = buffers;
        _at = new PhysAddr[buffers.Length];
    }

    public void PostAll()
    {
        while (_posted < _buffers.Length && !_ring.IsFull)
        {
            _at[_posted] = THal.Share(_buffers[_posted], BufferDirection.DeviceToDriver);
            _ring.Post(_posted, _at[_posted], _buffers[_posted].Length);
            _posted++;
        }
    }

    public void Dispose()
    {
        _ring.Stop();
        for (int i = _posted - 1; i >= 0; i--)
        {
            THal.Unshare(_at[i], _buffers[i], BufferDirection.DeviceToDriver);
        }

        _posted = 0;
    }
}
