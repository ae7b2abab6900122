using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A table whose entry 0 is reserved, as the hardware wants it: live entries go from 1 to the count.</summary>
public sealed class OneBasedTable<THal>(int capacity)
    where THal : struct, IHal
{
    private readonly PhysAddr[] _address = new PhysAddr[capacity + 1];
    private readonly DmaBuffer[] _buffer = new DmaBuffer[capacity + 1];

    public int Count { get; private set; }

    public bool TryLoad(ReadOnlySpan<DmaBuffer> buffers)
    {
        if (buffers.Length > capacity - Count)
        {
            return false;
        }

        int before = Count;
        try
        {
            foreach (DmaBuffer buffer in buffers)
            {
                PhysAddr address = THal.Share(buffer, Both);
                Count++;
                _address[Count] = address;
                _buffer[Count] = buffer;
            }

            return true;
        }
        catch (DmaException)
        {
            TrimTo(before);
            return false;
        }
    }

    public void TrimTo(int count)
    {
        for (; Count > count; Count--)
        {
            THal.Unshare(_address[Count], _buffer[Count], Both);
            _address[Count] = default;
            _buffer[Count] = default;
        }
    }
}
