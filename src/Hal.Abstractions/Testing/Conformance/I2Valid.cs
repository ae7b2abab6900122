using System;
using System.Collections.Generic;

namespace Hal.Testing;

/// <summary>I2: the pointer is valid for all pages until DmaDealloc.</summary>
internal sealed unsafe class I2Valid : ContractTest
{
    public I2Valid()
        : base("I2", "the pointer is valid for all pages until DmaDealloc")
    {
    }

    public override string Run<THal>(Trial trial)
    {
        var live = new List<(DmaAllocation Memory, nuint Pages, int Seed)>();
        int most = Math.Max(2, trial.Options.MostPages / 8);
        int held = 0;
        for (int round = 0; round < 200; round++)
        {
            nuint pages = (nuint)trial.Random.Next(1, 5);
            DmaAllocation memory = held + (int)pages > most ? default : THal.DmaAlloc(pages, BufferDirection.Both);
            if (memory.Paddr != default)
            {
                Trial.Fill(Bytes(memory, pages), round);
                live.Add((memory, pages, round));
                held += (int)pages;
            }

            if (live.Count > 0 && (memory.Paddr == default || round % 3 == 0))
            {
                int index = trial.Random.Next(live.Count);
                End(live[index]);
                held -= (int)live[index].Pages;
                live.RemoveAt(index);
            }
        }

        live.ForEach(End);
        return "200 allocations and releases in random order, each kept its content to its end";

        static void End((DmaAllocation Memory, nuint Pages, int Seed) memory)
        {
            Trial.Expect(
                Bytes(memory.Memory, memory.Pages), memory.Seed, $"{memory.Pages} pages at {memory.Memory.Paddr} before their release");
            Trial.Give<THal>(memory.Memory, memory.Pages);
        }

        static Span<byte> Bytes(DmaAllocation memory, nuint pages) => new(memory.Vaddr, (int)pages * HalConstants.PageSize);
    }
}
