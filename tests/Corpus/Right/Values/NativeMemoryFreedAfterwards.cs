using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>Heap memory of several allocators, each freed after its share has ended.</summary>
public sealed unsafe class HeapMemory<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void FromAligned(int size)
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)size, 64);
        try
        {
            var buffer = new DmaBuffer(memory, size);
            PhysAddr at = THal.Share(buffer, BufferDirection.DeviceToDriver);
            _device.Start(at, size);
            THal.Unshare(at, buffer, BufferDirection.DeviceToDriver);
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    public void FromMarshal(int size)
    {
        nint memory = Marshal.AllocHGlobal(size);
        var buffer = new DmaBuffer((byte*)memory, size);
        PhysAddr at = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _device.Start(at, size);
        THal.Unshare(at, buffer, BufferDirection.DeviceToDriver);
        Marshal.FreeHGlobal(memory);
    }

    public void Regrown(int size)
    {
        byte* memory = (byte*)NativeMemory.Alloc((nuint)size);
        for (int round = 0; round < 3; round++)
        {
            var buffer = new DmaBuffer(memory, size);
            PhysAddr at = THal.Share(buffer, BufferDirection.DeviceToDriver);
            _device.Start(at, size);
            THal.Unshare(at, buffer, BufferDirection.DeviceToDriver);
            size *= 2;
            memory = (byte*)NativeMemory.Realloc(memory, (nuint)size);
        }

        NativeMemory.Free(memory);
    }
}
