using System;
using Devices;
using Hal;

/// <summary>The buffer is filled before Share and read after Unshare, by every kind of access.</summary>
public sealed unsafe class FillAndParse<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(byte* memory, int length, ReadOnlySpan<byte> request)
    {
        var buffer = new DmaBuffer(memory, length);
        memory[0] = 0x12;
        *(uint*)(memory + 4) = 7;
        buffer[8] = 1;
        request.CopyTo(buffer.AsSpan()[16..]);
        buffer.Slice(length - 4, 4).AsSpan().Clear();
        PhysAddr at = THal.Share(buffer, BufferDirection.Both);
        bool ok = _device.Submit(at, length) && _device.Wait(10);
        THal.Unshare(at, buffer, BufferDirection.Both);
        if (!ok || memory[0] != 0x12)
        {
            return -1;
        }

        ReadOnlySpan<byte> answer = buffer.AsReadOnlySpan();
        return answer[8] + *(int*)(memory + 4) + BitConverter.ToUInt16(answer[16..]);
    }
}
