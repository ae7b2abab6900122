using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "wifi: ath12k: change DMA direction while mapping reinjected packets": the reassembled frame, which the driver
// writes and the hardware reads, was in memory of the other direction.
public unsafe class Ath12kReassembly<THal>(Ring reinject)
    where THal : struct, IHal
{
    public bool Reinject(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        using var frame = new Dma<THal>(1, BufferDirection.DriverToDevice);
        if (first.Length + second.Length > HalConstants.PageSize)
        {
            return false;
        }

        Span<byte> bytes = frame.AsSpan();
        first.CopyTo(bytes);
        second.CopyTo(bytes[first.Length..]);
        if (!reinject.TryPost(frame.Paddr, first.Length + second.Length, out int index))
        {
            return false;
        }

        reinject.Doorbell();
        while (!reinject.IsDone(index))
        {
        }

        return true;
    }
}
