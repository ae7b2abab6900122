using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>A field of a native struct is named by its address and by the struct's address plus an offset.</summary>
public sealed unsafe class FieldByOffset<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    [StructLayout(LayoutKind.Sequential)]
    private struct Block
    {
        public ulong Sector;
        public uint Flags;
        public uint Length;
        public fixed byte Data[512];
        public byte Status;
    }

    public void Run(void* memory, uint length)
    {
        Block* block = (Block*)memory;
        block->Length = length;
        block->Flags = 1;
        PhysAddr data = THal.Share(new DmaBuffer(block->Data, 512), BufferDirection.Both);
        PhysAddr status = THal.Share(DmaBuffer.Of(&block->Status), BufferDirection.DeviceToDriver);
        PhysAddr header = THal.Share(new DmaBuffer((byte*)block, 16), BufferDirection.DriverToDevice);
        _device.Program(header, 16);
        _device.Program(data, 512);
        _device.Program(status, 1);
        _device.Wait(10);
        THal.Unshare(header, new DmaBuffer((byte*)&block->Sector, 16), BufferDirection.DriverToDevice);
        THal.Unshare(data, new DmaBuffer((byte*)memory + 16, 512), BufferDirection.Both);
        int offset = (int)Marshal.OffsetOf<Block>(nameof(Block.Status));
        THal.Unshare(status, new DmaBuffer((byte*)block + offset, 1), BufferDirection.DeviceToDriver);
    }
}
