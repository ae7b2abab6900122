using System;
using Hal;
using Devices;

// Follows a fix in Asterinas, 1b83729c4.
/// <summary>A virtio block write that copies the data into the buffer after it shared it.</summary>
public sealed unsafe class BlockWrite<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring = new();

    public int Write(PinnedBuffer bounce, ReadOnlySpan<byte> sectors)
    {
        DmaBuffer data = bounce.Buffer;
        PhysAddr address = THal.Share(data, BufferDirection.DriverToDevice);
        sectors.CopyTo(data.AsSpan()); //! HAL1007
        bool queued = _ring.TryPost(address, data.Length, out int slot);
        while (queued && !_ring.IsDone(slot))
        {
        }

        THal.Unshare(address, data, BufferDirection.DriverToDevice);
        return queued ? sectors.Length : -28;
    }
}
