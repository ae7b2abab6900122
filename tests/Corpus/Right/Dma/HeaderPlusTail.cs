using System;
using Devices;
using Hal;

namespace Drivers;

// Like Linux chain drivers: the first descriptors carry headers, the rest the tail, in two tables. Two tables filled by one helper, each
// with a count of its own; both are emptied to their counts.
public sealed class ChainSender<THal>
    where THal : struct, IHal
{
    private struct Part
    {
        public PhysAddr[] Addresses;
        public DmaBuffer[] Buffers;
        public int Count;
    }

    private readonly Ring _ring;
    private Part _headers = new() { Addresses = new PhysAddr[4], Buffers = new DmaBuffer[4] };
    private Part _tail = new() { Addresses = new PhysAddr[32], Buffers = new DmaBuffer[32] };

    public ChainSender(Ring ring) => _ring = ring;

    public bool Begin(ReadOnlySpan<DmaBuffer> headers, ReadOnlySpan<DmaBuffer> tail)
    {
        if (_headers.Count + _tail.Count != 0)
        {
            return false;
        }

        bool mapped = false;
        try
        {
            mapped = Map(ref _headers, headers) && Map(ref _tail, tail);
        }
        finally
        {
            if (!mapped)
            {
                Unmap(ref _tail);
                Unmap(ref _headers);
            }
        }

        if (!mapped)
        {
            return false;
        }

        int index = 0;
        for (int i = 0; i < _headers.Count; i++)
        {
            _ring.Post(index++, _headers.Addresses[i], _headers.Buffers[i].Length);
        }

        for (int i = 0; i < _tail.Count; i++)
        {
            _ring.Post(index++, _tail.Addresses[i], _tail.Buffers[i].Length);
        }

        _ring.Doorbell();
        return true;
    }

    public void Complete()
    {
        Unmap(ref _headers);
        Unmap(ref _tail);
    }

    private static bool Map(ref Part part, ReadOnlySpan<DmaBuffer> buffers)
    {
        if (buffers.Length > part.Addresses.Length)
        {
            return false;
        }

        foreach (DmaBuffer buffer in buffers)
        {
            part.Addresses[part.Count] = THal.Share(buffer, BufferDirection.DriverToDevice);
            part.Buffers[part.Count++] = buffer;
        }

        return true;
    }

    private static void Unmap(ref Part part)
    {
        while (part.Count > 0)
        {
            part.Count--;
            THal.Unshare(part.Addresses[part.Count], part.Buffers[part.Count], BufferDirection.DriverToDevice);
        }
    }
}
