using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Receive buffers that are never replaced: the share ends, the frame is copied, the buffer is shared anew.</summary>
public sealed class ReceiveResync<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Ring _ring;
    private readonly PinnedBuffer _memory;
    private readonly PhysAddr[] _paddrs;
    private readonly int _size;

    public ReceiveResync(Ring ring, int count, int size)
    {
        (_ring, _size) = (ring, size);
        _memory = new PinnedBuffer(count * size);
        _paddrs = new PhysAddr[count];
        for (int i = 0; i < count; i++)
        {
            try
            {
                _paddrs[i] = THal.Share(SliceOf(i), DeviceToDriver);
            }
            catch
            {
                for (int j = 0; j < i; j++)
                {
                    THal.Unshare(_paddrs[j], SliceOf(j), DeviceToDriver);
                }

                _memory.Dispose();
                throw;
            }
        }

        for (int i = 0; i < count; i++)
        {
            _ring.Post(i, _paddrs[i], size);
        }
    }

    private DmaBuffer SliceOf(int index) => _memory.Buffer.Slice(index * _size, _size);

    public void Poll(Action<byte[]> deliver)
    {
        while (_ring.TryTake(out int index, out int written))
        {
            DmaBuffer slice = SliceOf(index);
            THal.Unshare(_paddrs[index], slice, DeviceToDriver);
            byte[] frame = slice.AsReadOnlySpan()[..Math.Min(written, _size)].ToArray();
            _paddrs[index] = default;
            _paddrs[index] = THal.Share(slice, DeviceToDriver);
            _ring.Post(index, _paddrs[index], _size);
            deliver(frame);
        }
    }

    public void Dispose()
    {
        _ring.Stop();
        for (int i = 0; i < _paddrs.Length; i++)
        {
            if (_paddrs[i] != default)
            {
                THal.Unshare(_paddrs[i], SliceOf(i), DeviceToDriver);
            }
        }

        _memory.Dispose();
    }
}
