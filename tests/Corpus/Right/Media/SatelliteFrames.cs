using System;
using Devices;
using Hal;

namespace Drivers;

// Like Linux pt3, a satellite tuner: a ring of frames that the tuner fills, and an index that wraps. The frame is ended, read and shared
// again under the same index; an address of 0 marks an empty place.
public sealed class FrameRing<THal>(Ring ring, Func<DmaBuffer> newFrame)
    where THal : struct, IHal
{
    private const int Frames = 16;

    private readonly PhysAddr[] _address = new PhysAddr[Frames];
    private readonly DmaBuffer[] _frame = new DmaBuffer[Frames];
    private int _next;

    public void Start()
    {
        for (int i = 0; i < Frames; i++)
        {
            if (_address[i] == default)
            {
                _frame[i] = newFrame();
                Give(i);
            }
        }

        ring.Doorbell();
    }

    public int Read(Span<byte> into)
    {
        int total = 0;
        while (_address[_next] != default && ring.IsDone(_next) && into.Length - total >= _frame[_next].Length)
        {
            Take(_next);
            _frame[_next].AsReadOnlySpan().CopyTo(into[total..]);
            total += _frame[_next].Length;
            Give(_next);
            _next = (_next + 1) & (Frames - 1);
        }

        return total;
    }

    public void Stop()
    {
        ring.Stop();
        for (int i = 0; i < Frames; i++)
        {
            if (_address[i] != default)
            {
                Take(i);
            }
        }
    }

    private void Give(int index)
    {
        _address[index] = THal.Share(_frame[index], BufferDirection.DeviceToDriver);
        ring.Post(index, _address[index], _frame[index].Length);
    }

    private void Take(int index)
    {
        THal.Unshare(_address[index], _frame[index], BufferDirection.DeviceToDriver);
        _address[index] = default;
    }
}
