using System.Buffers;
using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>While one buffer is shared, other memory is freed, returned, disposed and reallocated.</summary>
public sealed unsafe class FreesOthers<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Run(DmaBuffer data, int size)
    {
        byte* scratch = (byte*)NativeMemory.Alloc((nuint)size);
        byte* other = (byte*)NativeMemory.Alloc((nuint)size);
        byte[] rented = ArrayPool<byte>.Shared.Rent(size);
        var pinned = new PinnedBuffer(size);
        var page = new Dma<THal>(1, BufferDirection.Both);
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        PhysAddr second = THal.Share(new DmaBuffer(other, size), BufferDirection.Both);
        _device.Program(at, data.Length);
        _device.Program(second, size);
        NativeMemory.Free(scratch);
        ArrayPool<byte>.Shared.Return(rented);
        pinned.Dispose();
        page.Dispose();
        _device.Wait(10);
        THal.Unshare(second, new DmaBuffer(other, size), BufferDirection.Both);
        NativeMemory.Free(other);
        THal.Unshare(at, data, BufferDirection.Both);
    }
}
