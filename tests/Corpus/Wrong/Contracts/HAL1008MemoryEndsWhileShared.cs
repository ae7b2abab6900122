using System;
using System.Buffers;
using System.Runtime.InteropServices;
using Hal;
using Devices;

/// <summary>C12: memory that is freed, unpinned or given back while it is shared.</summary>
public sealed unsafe class Lifetimes<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Freed(int length)
    {
        byte* memory = (byte*)NativeMemory.Alloc((nuint)length);
        DmaBuffer buffer = new(memory, length);
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        _device.Submit(address);
        NativeMemory.Free(memory); //! HAL1008
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
    }

    public void FreedByMarshal(int length)
    {
        nint memory = Marshal.AllocHGlobal(length);
        var shared = new Shared<THal>(new DmaBuffer((byte*)memory, length), BufferDirection.Both);
        _device.Submit(shared.Paddr);
        Marshal.FreeHGlobal(memory); //! HAL1008
        shared.Unshare();
    }

    public void Unpinned(byte[] array)
    {
        var pinned = new PinnedBuffer(array);
        DmaBuffer buffer = pinned.Buffer;
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _device.Submit(address);
        pinned.Dispose(); //! HAL1008
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
    }

    public void HandleFreed(byte[] array)
    {
        GCHandle handle = GCHandle.Alloc(array, GCHandleType.Pinned);
        DmaBuffer buffer = new((byte*)handle.AddrOfPinnedObject(), 512);
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _device.Submit(address);
        handle.Free(); //! HAL1008
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
    }

    public void FixedEnds()
    {
        byte[] array = new byte[512];
        Shared<THal> shared;
        fixed (byte* bytes = array)
        {
            shared = new Shared<THal>(new DmaBuffer(bytes, 512), BufferDirection.DriverToDevice); //! HAL1008
        }

        _device.Submit(shared.Paddr);
        shared.Unshare();
    }

    public void BackInThePool(MemoryPool<byte> pool)
    {
        IMemoryOwner<byte> owner = pool.Rent(1024);
        MemoryHandle pin = owner.Memory.Pin();
        var buffer = new DmaBuffer((byte*)pin.Pointer, 1024);
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        _device.Submit(address);
        pin.Dispose(); //! HAL1008
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
        owner.Dispose();
    }
}
