using System;
using Devices;
using Hal;

namespace Drivers;

// A long transfer in chunks: an enumerator shares one chunk after the other and ends it when the next is asked for. MoveNext ends the
// chunk before, Dispose the last one, so foreach leaves nothing shared, also by break.
public readonly struct SharedChunks<THal>
    where THal : struct, IHal
{
    private readonly DmaBuffer _whole;
    private readonly int _chunkBytes;
    private readonly BufferDirection _direction;

    public SharedChunks(DmaBuffer whole, int chunkBytes, BufferDirection direction)
    {
        _whole = whole;
        _chunkBytes = chunkBytes;
        _direction = direction;
    }

    public Enumerator GetEnumerator() => new(_whole, _chunkBytes, _direction);

    public ref struct Enumerator
    {
        private readonly DmaBuffer _whole;
        private readonly int _chunkBytes;
        private readonly BufferDirection _direction;
        private Shared<THal> _current;
        private int _offset;

        internal Enumerator(DmaBuffer whole, int chunkBytes, BufferDirection direction)
        {
            _whole = whole;
            _chunkBytes = chunkBytes;
            _direction = direction;
        }

        public readonly (PhysAddr Address, int Length) Current => (_current.Paddr, _current.Buffer.Length);

        public bool MoveNext()
        {
            Dispose();
            int count = Math.Min(_chunkBytes, _whole.Length - _offset);
            if (count <= 0)
            {
                return false;
            }

            _current = new Shared<THal>(_whole.Slice(_offset, count), _direction);
            _offset += count;
            return true;
        }

        public void Dispose()
        {
            _current.Unshare();
            _current = default;
        }
    }
}

public static class ChunkedWriter
{
    public static bool Write<THal>(Device device, DmaBuffer data)
        where THal : struct, IHal
    {
        foreach ((PhysAddr address, int length) in new SharedChunks<THal>(data, 8192, BufferDirection.DriverToDevice))
        {
            if (!device.Submit(address, length))
            {
                return false;
            }

            if (!device.Wait(100))
            {
                device.Reset();
                return false;
            }
        }

        return true;
    }
}
