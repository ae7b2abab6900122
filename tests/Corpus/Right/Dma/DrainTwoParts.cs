using System;
using Devices;
using Hal;

namespace Drivers;

// Like circular buffers that are emptied in two parts: from the tail to the end, and from the start to the head. The two loops cover the
// filled places and no others, also when nothing has wrapped.
public sealed class WrappedBacklog<THal>
    where THal : struct, IHal
{
    private const int Places = 32;

    private readonly PhysAddr[] _addresses = new PhysAddr[Places];
    private readonly DmaBuffer[] _buffers = new DmaBuffer[Places];
    private readonly Ring _ring;
    private int _tail;
    private int _count;

    public WrappedBacklog(Ring ring) => _ring = ring;

    public bool Push(DmaBuffer buffer)
    {
        if (_count == Places)
        {
            return false;
        }

        int place = (_tail + _count) % Places;
        _buffers[place] = buffer;
        _addresses[place] = THal.Share(buffer, BufferDirection.DriverToDevice);
        _count++;
        _ring.Post(place, _addresses[place], buffer.Length);
        return true;
    }

    public void PopDone()
    {
        while (_count > 0 && _ring.IsDone(_tail))
        {
            End(_tail);
            _tail = (_tail + 1) % Places;
            _count--;
        }
    }

    public void Flush()
    {
        _ring.Stop();
        int toEnd = Math.Min(_count, Places - _tail);
        for (int i = _tail; i < _tail + toEnd; i++)
        {
            End(i);
        }

        for (int i = 0; i < _count - toEnd; i++)
        {
            End(i);
        }

        _tail = 0;
        _count = 0;
    }

    private void End(int place)
    {
        THal.Unshare(_addresses[place], _buffers[place], BufferDirection.DriverToDevice);
        _addresses[place] = default;
        _buffers[place] = default;
    }
}
