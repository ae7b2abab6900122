using System;
using Hal;

/// <summary>Accesses that touch the last byte, the last entry, the whole page, and none that goes beyond.</summary>
public sealed unsafe class LastByte<THal>
    where THal : struct, IHal
{
    public static int Run()
    {
        using var region = new Dma<THal>(2, BufferDirection.Both);
        *region.Vaddr(8191) = 1;
        *region.Vaddr(region.Length - 1) = 2;
        region.Slice(8128, 64).AsSpan().Fill(3);
        region.Slice(0, 8192)[8191] = 4;
        *region.Pointer<ulong>(8184) = 5;
        ulong* words = (ulong*)region.Vaddr(0);
        words[1023] = 6;
        for (nuint offset = 0; offset < region.Length; offset += HalConstants.PageSize)
        {
            *region.Vaddr(offset) = 7;
        }

        Span<byte> bytes = region.AsSpan();
        bytes[^1] = 8;
        bytes[bytes.Length - 2] = 9;
        return (int)(region.PaddrAt(8191) - region.Paddr) + region.RawSlice().Length;
    }
}
