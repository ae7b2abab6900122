using System;
using Devices;
using Hal;

namespace Drivers;

// Like Linux arcnet, com20020: the adapter has four packet pages, each in one state. The pages are DMA memory that is never shared; the
// card is reset before they are given back.
public sealed unsafe class ArcnetPages<THal> : IDisposable
    where THal : struct, IHal
{
    private const int PageBytes = 512;
    private const int PageCount = 4;

    private readonly Dma<THal> _memory = new(HalConstants.PagesFor(PageBytes * PageCount), BufferDirection.Both);
    private readonly bool[] _inUse = new bool[PageCount];
    private readonly Device _card;

    public ArcnetPages(Device card) => _card = card;

    public bool Send(ReadOnlySpan<byte> frame)
    {
        if (frame.Length is 0 or > PageBytes)
        {
            return false;
        }

        int page = Array.IndexOf(_inUse, false);
        if (page < 0)
        {
            return false;
        }

        nuint offset = (nuint)(page * PageBytes);
        frame.CopyTo(new Span<byte>(_memory.Vaddr(offset), PageBytes));
        if (!_card.Submit(_memory.PaddrAt(offset), frame.Length))
        {
            return false;
        }

        _inUse[page] = true;
        return true;
    }

    public void TransmitDone(int page)
    {
        if ((uint)page < PageCount)
        {
            _inUse[page] = false;
        }
    }

    public void Dispose()
    {
        _card.Reset();
        _memory.Dispose();
    }
}
