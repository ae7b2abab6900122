using System;
using Devices;
using Hal;

/// <summary>Spans and pointers taken before Share are used again only after Unshare.</summary>
public sealed unsafe class EarlySpan<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer buffer)
    {
        Span<byte> bytes = buffer.AsSpan();
        ref byte first = ref buffer[0];
        uint* words = (uint*)buffer.Pointer;
        bytes.Fill(0xFF);
        first = 1;
        words[1] = 2;
        PhysAddr at = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _device.Start(at, bytes.Length);
        THal.Unshare(at, buffer, BufferDirection.DeviceToDriver);
        int result = bytes[0] + first + (int)words[1];
        bytes.Clear();
        first = 0;
        words[0] = 0;
        return result;
    }
}
