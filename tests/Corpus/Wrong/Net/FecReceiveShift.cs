using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux (boundarydevices/linux, fec): "enet: fix DMA map/unmap mismatch": the address that the descriptor holds, two
// bytes on, is unshared in place of the one that Share gave.
internal sealed unsafe class FecReceive<THal>(Ring ring)
    where THal : struct, IHal
{
    private const int Shift = 2;

    public int ReceiveOne(DmaBuffer buffer, Span<byte> into)
    {
        PhysAddr start = THal.Share(buffer, DeviceToDriver);
        PhysAddr address = start + Shift;
        int index = ring.Head;
        ring.Post(index, address, buffer.Length - Shift);
        ring.Doorbell();
        var deadline = Deadline.In(100);
        while (!ring.IsDone(index) && !deadline.Expired)
        {
        }

        bool arrived = ring.IsDone(index);
        if (!arrived)
        {
            ring.Stop();
        }

        THal.Unshare(address, buffer, DeviceToDriver); //! HAL1001
        if (!arrived)
        {
            return 0;
        }

        int length = Math.Min(into.Length, buffer.Length - Shift);
        buffer.AsReadOnlySpan().Slice(Shift, length).CopyTo(into);
        return length;
    }
}
