using System;
using Devices;
using Hal;

/// <summary>A PinnedBuffer in a using declared before the scope of the share, so it is unpinned after Unshare.</summary>
public sealed class PinnedThenShared<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Send(Memory<byte> data)
    {
        using var pinned = new PinnedBuffer(data);
        using var share = new SharedScope<THal>(pinned.Buffer, BufferDirection.DriverToDevice);
        return _device.Start(share.Paddr, share.Buffer.Length);
    }

    public byte[] Receive(int length)
    {
        using var native = new PinnedBuffer(length);
        PhysAddr at = THal.Share(native.Buffer, BufferDirection.DeviceToDriver);
        _device.Start(at, length);
        THal.Unshare(at, native.Buffer, BufferDirection.DeviceToDriver);
        return native.Buffer.AsReadOnlySpan().ToArray();
    }
}
