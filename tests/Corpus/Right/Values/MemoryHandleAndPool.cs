using System;
using System.Buffers;
using Devices;
using Hal;

/// <summary>Rented memory is pinned, shared, unshared, unpinned and returned, in that order.</summary>
public sealed unsafe class RentedMemory<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Read(int length, Func<ReadOnlyMemory<byte>, int> parse)
    {
        using IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(length);
        Memory<byte> memory = owner.Memory[..length];
        using (MemoryHandle pin = memory.Pin())
        {
            var buffer = new DmaBuffer((byte*)pin.Pointer, length);
            using var share = new SharedScope<THal>(buffer, BufferDirection.DeviceToDriver);
            _device.Start(share.Paddr, length);
        }

        return parse(memory);
    }

    public int ReadArray(int length)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(length);
        int result;
        fixed (byte* start = array)
        {
            var buffer = new DmaBuffer(start, length);
            PhysAddr at = THal.Share(buffer, BufferDirection.DeviceToDriver);
            result = _device.Start(at, length);
            THal.Unshare(at, buffer, BufferDirection.DeviceToDriver);
        }

        ArrayPool<byte>.Shared.Return(array);
        return result;
    }
}
