using Devices;
using Hal;

/// <summary>A pure helper computes the buffer of an index; it is asked at both ends.</summary>
public sealed unsafe class BlockOfIndex<THal>
    where THal : struct, IHal
{
    private const int BlockSize = 512;
    private readonly byte* _arena;
    private readonly Device _device = new();

    public BlockOfIndex(byte* arena) => _arena = arena;

    private DmaBuffer Block(int index) => new(_arena + (nint)index * BlockSize, BlockSize);

    private DmaBuffer this[int index] => Block(index);

    public int Read(int index)
    {
        PhysAddr at = THal.Share(Block(index), BufferDirection.DeviceToDriver);
        int status = _device.Start(at, BlockSize);
        THal.Unshare(at, Block(index), BufferDirection.DeviceToDriver);
        return status == 0 ? this[index][0] : status;
    }

    public int ReadByIndexer(int index)
    {
        PhysAddr at = THal.Share(this[index], BufferDirection.DeviceToDriver);
        int status = _device.Start(at, BlockSize);
        THal.Unshare(at, this[index], BufferDirection.DeviceToDriver);
        return status;
    }
}
