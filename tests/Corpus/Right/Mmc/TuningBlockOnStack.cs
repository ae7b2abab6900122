using System;
using Hal;
using Devices;

/// <summary>An MMC host that reads its tuning block into pinned memory.</summary>
public sealed unsafe class Tuning<THal>
    where THal : struct, IHal
{
    private const int BlockLength = 128;
    private readonly MmcController _host = new();

    public bool Tune(ReadOnlySpan<byte> expected)
    {
        using var block = new PinnedBuffer(BlockLength);
        DmaBuffer buffer = block.Buffer;
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _host.SetDataAddress(address);
        int error = _host.SendCommand(21, 0);
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        return error == 0 && buffer.AsReadOnlySpan().SequenceEqual(expected);
    }
}
