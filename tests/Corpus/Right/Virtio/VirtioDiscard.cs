using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Discards ranges of a virtual disk: header, ranges and status in one page of DMA memory. The status byte is read before the page is
// given back, and the disk is reset first if it did not answer.
public sealed unsafe class VirtioDiscard<THal>(Device disk)
    where THal : struct, IHal
{
    private struct Header
    {
        public uint Type;
        public uint Reserved;
        public ulong Sector;
    }

    private struct Extent
    {
        public ulong Sector;
        public uint Count;
        public uint Flags;
    }

    public int Discard(ReadOnlySpan<(ulong Sector, uint Count)> ranges)
    {
        const int MostRanges = 128;
        if (ranges.Length is 0 or > MostRanges)
        {
            return -22;
        }

        using var page = new Dma<THal>(1, Both);
        page.Pointer<Header>(0)->Type = 11;
        for (int i = 0; i < ranges.Length; i++)
        {
            Extent* extent = page.Pointer<Extent>((nuint)(64 + i * sizeof(Extent)));
            extent->Sector = ranges[i].Sector;
            extent->Count = ranges[i].Count;
        }

        byte* status = page.Vaddr(4095);
        *status = 0xFF;
        if (!disk.Submit(page.Paddr, (int)page.Length))
        {
            return -5;
        }

        disk.Kick();
        Deadline deadline = Deadline.In(2000);
        while (!disk.Poll())
        {
            if (deadline.Expired)
            {
                disk.Reset();
                return -110;
            }
        }

        return *status switch
        {
            0 => 0,
            1 => -5,
            2 => -95,
            _ => -71,
        };
    }
}
