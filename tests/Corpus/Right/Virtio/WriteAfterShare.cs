using System;
using Hal;
using Devices;

/// <summary>A virtio block write that copies the data into the buffer before it shares it.</summary>
public sealed unsafe class BlockWrite<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring = new();

    public int Write(PinnedBuffer bounce, ReadOnlySpan<byte> sectors)
    {
        DmaBuffer data = bounce.Buffer;
        sectors.CopyTo(data.AsSpan());
        PhysAddr address = THal.Share(data, BufferDirection.DriverToDevice);
        bool queued = _ring.TryPost(address, data.Length, out int slot);
        while (queued && !_ring.IsDone(slot))
        {
        }

        THal.Unshare(address, data, BufferDirection.DriverToDevice);
        return queued ? sectors.Length : -28;
    }
}
