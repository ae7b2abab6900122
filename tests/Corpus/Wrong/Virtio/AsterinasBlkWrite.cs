using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Asterinas: "Fix virtio-blk DMA sync for writes": the sectors are copied into the bounce buffer after it was synced to
// the device.
public sealed unsafe class VirtioBlockWriter<THal>(Device disk) : IDisposable
    where THal : struct, IHal
{
    private const int SectorSize = 512;

    private readonly PinnedBuffer _bounce = new(8 * SectorSize);

    public bool Write(ReadOnlySpan<byte> sectors)
    {
        if (sectors.Length is 0 or > 8 * SectorSize)
        {
            return false;
        }

        DmaBuffer part = _bounce.Buffer.Slice(0, sectors.Length);
        PhysAddr address = THal.Share(part, DriverToDevice);
        sectors.CopyTo(part.AsSpan()); //! HAL1007
        bool written = disk.Submit(address, part.Length) && disk.Wait(1000);
        if (!written)
        {
            disk.Reset();
        }

        THal.Unshare(address, part, DriverToDevice);
        return written;
    }

    public void Dispose() => _bounce.Dispose();
}
