using System;
using Hal;

/// <summary>One-past-the-end pointers of a region are computed and compared, never read.</summary>
public sealed unsafe class Bounds<THal>
    where THal : struct, IHal
{
    public static int Count(byte marker)
    {
        using var region = new Dma<THal>(1, BufferDirection.Both);
        byte* start = region.Vaddr(0);
        byte* end = start + region.Length;
        int count = 0;
        for (byte* at = start; at != end; at++)
        {
            if (*at == marker)
            {
                count++;
            }
        }

        uint* last = region.Pointer<uint>(region.Length - sizeof(uint));
        *last = 0;
        ulong* limit = (ulong*)(start + HalConstants.PageSize);
        limit[-1] = 1;
        Span<byte> rest = region.AsSpan()[HalConstants.PageSize..];
        PhysAddr beyond = region.Paddr + (ulong)region.Length;
        return count + rest.Length + (int)(beyond - region.Paddr);
    }
}
