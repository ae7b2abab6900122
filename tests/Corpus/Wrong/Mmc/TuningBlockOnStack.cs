using System;
using Hal;
using Devices;

// Follows a fix in NuttX, 9e048af2c38.
/// <summary>An MMC host that reads its tuning block into an array on the stack.</summary>
public sealed unsafe class Tuning<THal>
    where THal : struct, IHal
{
    private const int BlockLength = 128;
    private readonly MmcController _host = new();

    public bool Tune(ReadOnlySpan<byte> expected)
    {
        byte* block = stackalloc byte[BlockLength];
        var buffer = new DmaBuffer(block, BlockLength);
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver); //! HAL1014
        _host.SetDataAddress(address);
        int error = _host.SendCommand(21, 0);
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        return error == 0 && buffer.AsReadOnlySpan().SequenceEqual(expected);
    }
}
