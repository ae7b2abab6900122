using System;
using System.Linq;
using System.Text;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A tool that prints DMA memory and what is held.</summary>
public static unsafe class DumpTool
{
    public static string Hex<THal>(Dma<THal> memory, nuint offset, int length)
        where THal : struct, IHal
    {
        var text = new StringBuilder();
        ReadOnlySpan<byte> bytes = memory.Slice(offset, length).AsReadOnlySpan();
        for (int row = 0; row < bytes.Length; row += 16)
        {
            ReadOnlySpan<byte> line = bytes[row..Math.Min(row + 16, bytes.Length)];
            text.Append(memory.PaddrAt(offset + (nuint)row)).Append("  ").Append(Convert.ToHexString(line)).AppendLine();
        }

        return text.ToString();
    }

    public static string Held<THal>()
        where THal : struct, IHal
    {
        var text = new StringBuilder();
        foreach (HeldResource resource in Checked<THal>.Held().OrderBy(r => r.Sequence))
        {
            text.AppendLine($"{resource.Kind} {resource.Paddr} {resource.Length} bytes, made at {resource.MadeAt ?? "?"}");
        }

        return text.ToString();
    }

    public static int Scrub<THal>(int pages)
        where THal : struct, IHal
    {
        int dirty = 0;
        for (int i = 0; i < pages; i++)
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr == default)
            {
                return -1;
            }

            for (ulong* word = (ulong*)vaddr; word < (ulong*)(vaddr + HalConstants.PageSize); word++)
            {
                dirty += *word == 0 ? 0 : 1;
            }

            if (THal.DmaDealloc(paddr, vaddr, 1) is var status and not 0)
            {
                throw new DmaException($"{paddr}: status {status}");
            }
        }

        return dirty;
    }
}
