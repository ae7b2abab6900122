using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Small pieces out of one page of DMA memory; each piece knows its address.
public sealed unsafe class SubAllocator<THal> : IDisposable
    where THal : struct, IHal
{
    public readonly struct Piece
    {
        internal Piece(PhysAddr paddr, DmaBuffer memory) => (Paddr, Memory) = (paddr, memory);

        public PhysAddr Paddr { get; }

        public DmaBuffer Memory { get; }
    }

    private readonly Dma<THal> _page = new(1, Both);
    private nuint _top;

    public bool TryTake(int length, out Piece piece)
    {
        nuint start = (_top + 15) & ~(nuint)15;
        if (start + (nuint)length > _page.Length)
        {
            piece = default;
            return false;
        }

        piece = new Piece(_page.PaddrAt(start), _page.Slice(start, length));
        _top = start + (nuint)length;
        return true;
    }

    public int Ask(Mailbox mailbox, ulong question, out ulong answer)
    {
        answer = 0;
        _top = 0;
        if (!TryTake(sizeof(ulong), out Piece input) || !TryTake(sizeof(ulong), out Piece output))
        {
            return -12;
        }

        *(ulong*)input.Memory.Pointer = question;
        int error = mailbox.Execute(3, input.Paddr, output.Paddr);
        if (error == 0)
        {
            answer = *(ulong*)output.Memory.Pointer;
        }

        return error;
    }

    public void Dispose() => _page.Dispose();
}
