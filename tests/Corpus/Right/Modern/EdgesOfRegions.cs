using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The last byte, the last element, the end pointer: all inside, or never read.
public sealed unsafe class EdgesOfRegions<THal>
    where THal : struct, IHal
{
    public static byte Memory(nuint pages)
    {
        using var memory = new Dma<THal>(pages, Both);
        byte* last = memory.Vaddr(memory.Length - 1);
        *last = 1;
        DmaBuffer tail = memory.Slice(memory.Length - 64, 64);
        tail[63]++;
        ulong* words = memory.Pointer<ulong>(0);
        nuint count = memory.Length / sizeof(ulong);
        for (nuint i = 0; i < count; i++)
        {
            words[i] ^= i;
        }

        ulong* end = words + count;
        while (end-- > words)
        {
            *end = 0;
        }

        *(uint*)memory.Vaddr((pages - 1) * HalConstants.PageSize + 4092) = 7;
        PhysAddr next = memory.PaddrAt((pages - 1) * HalConstants.PageSize) + HalConstants.PageSize;
        Log.Address(next);
        return memory.AsSpan()[^1];
    }

    public static uint Registers(PhysAddr bar)
    {
        MmioRegion all = MmioRegion.Map<THal>(bar, 0x100);
        MmioRegion same = all.Slice(0, all.Size);
        MmioRegion last = same.Slice(0xFC, 4);
        uint value = same.Read32(0xFC) | last.Read32(0) | last.Read8(3);
        for (nuint offset = 0; offset < all.Size; offset += 4)
        {
            value |= all.Read32(offset);
        }

        byte* raw = THal.MmioPhysToVirt(bar, 0x100);
        byte* end = raw + 0x100;
        for (byte* at = raw; at < end; at += 4)
        {
            value |= Volatile.Read(ref *(uint*)at);
        }

        return value;
    }
}
