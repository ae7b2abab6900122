using System;
using System.Buffers;
using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>An array that is pinned by a handle, a memory pin or a PinnedBuffer may leave its fixed statement while it is shared.</summary>
public sealed unsafe class PinnedBesides<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int ByHandle(int size)
    {
        byte[] array = new byte[size];
        GCHandle pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        DmaBuffer buffer;
        PhysAddr at;
        fixed (byte* start = array)
        {
            buffer = new DmaBuffer(start, size);
            at = THal.Share(buffer, BufferDirection.DeviceToDriver);
        }

        int status = _device.Start(at, size);
        THal.Unshare(at, buffer, BufferDirection.DeviceToDriver);
        pin.Free();
        return status + array[0];
    }

    public int ByMemory(int size)
    {
        byte[] array = new byte[size];
        using MemoryHandle pin = array.AsMemory().Pin();
        var buffer = new DmaBuffer((byte*)pin.Pointer, size);
        PhysAddr at = THal.Share(buffer, BufferDirection.DeviceToDriver);
        int status = _device.Start(at, size);
        THal.Unshare(at, buffer, BufferDirection.DeviceToDriver);
        return status + array[0];
    }

    public int ByPinnedBuffer(int size)
    {
        byte[] array = new byte[size];
        using var pinned = new PinnedBuffer(array);
        PhysAddr at = THal.Share(pinned.Buffer, BufferDirection.DeviceToDriver);
        int status = _device.Start(at, size);
        THal.Unshare(at, pinned.Buffer, BufferDirection.DeviceToDriver);
        return status + array[0];
    }
}
