using System;
using Hal;

namespace Drivers;

// The registration of a user's packet area for zero-copy sockets. All chunks are shared when the area is registered, those already
// shared are ended when one fails, all when it is torn down.
internal sealed class ZeroCopyArea<THal>
    where THal : struct, IHal
{
    private readonly DmaBuffer _area;
    private readonly int _chunkSize;
    private readonly PhysAddr[] _chunks;
    private int _mapped;

    public ZeroCopyArea(DmaBuffer area, int chunkSize)
    {
        _area = area;
        _chunkSize = chunkSize;
        _chunks = new PhysAddr[area.Length / chunkSize];
    }

    public int Count => _mapped;

    public PhysAddr AddressOf(int chunk, int offset)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)chunk, (uint)_mapped);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)offset, (uint)_chunkSize);
        return _chunks[chunk] + offset;
    }

    public bool TryRegister()
    {
        try
        {
            while (_mapped < _chunks.Length)
            {
                _chunks[_mapped] = THal.Share(Chunk(_mapped), BufferDirection.Both);
                _mapped++;
            }

            return true;
        }
        catch (DmaException)
        {
            Unregister();
            return false;
        }
    }

    public void Unregister()
    {
        while (_mapped > 0)
        {
            _mapped--;
            THal.Unshare(_chunks[_mapped], Chunk(_mapped), BufferDirection.Both);
            _chunks[_mapped] = default;
        }
    }

    private DmaBuffer Chunk(int index) => _area.Slice(index * _chunkSize, _chunkSize);
}
