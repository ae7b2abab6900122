using System;
using System.Text;
using Devices;
using Hal;

/// <summary>While the buffer is shared the driver works on a copy of its bytes, made before.</summary>
public sealed unsafe class CopyMade<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public string Run(DmaBuffer data)
    {
        byte[] copy = data.AsReadOnlySpan().ToArray();
        byte first = data[0];
        uint word = *(uint*)data.Pointer;
        Span<byte> scratch = stackalloc byte[16];
        data.AsSpan()[..16].CopyTo(scratch);
        PhysAddr at = THal.Share(data, BufferDirection.DeviceToDriver);
        _device.Program(at, data.Length);
        copy[0] = 1;
        first++;
        word ^= 1;
        scratch.Reverse();
        Array.Sort(copy);
        _device.Wait(10);
        THal.Unshare(at, data, BufferDirection.DeviceToDriver);
        return Encoding.ASCII.GetString(scratch) + first + word + copy.Length;
    }
}
