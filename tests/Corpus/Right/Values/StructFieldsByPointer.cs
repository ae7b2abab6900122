using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>A native request block whose parts are shared by DmaBuffer.Of and by a field's address, and named the same way again.</summary>
public sealed unsafe class RequestBlock<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private struct Request
    {
        public uint Opcode;
        public uint Length;
        public ulong Sector;
        public fixed byte Data[512];
        public byte Status;
    }

    public byte Run(uint opcode, ulong sector)
    {
        Request* request = (Request*)NativeMemory.AllocZeroed((nuint)sizeof(Request));
        request->Opcode = opcode;
        request->Length = 512;
        request->Sector = sector;
        PhysAddr data = THal.Share(new DmaBuffer(request->Data, 512), BufferDirection.Both);
        PhysAddr status = THal.Share(DmaBuffer.Of(&request->Status), BufferDirection.DeviceToDriver);
        _device.Program(data, 512);
        _device.Program(status, 1);
        _device.Wait(100);
        THal.Unshare(status, DmaBuffer.Of(&request->Status), BufferDirection.DeviceToDriver);
        THal.Unshare(data, new DmaBuffer(&request->Data[0], 512), BufferDirection.Both);
        byte result = request->Status;
        NativeMemory.Free(request);
        return result;
    }
}
