using System;
using Hal;

namespace Drivers;

/// <summary>A transfer descriptor reaches five pages; a longer transfer becomes a chain.</summary>
public sealed unsafe class QtdChain<THal> : IDisposable
    where THal : struct, IHal
{
    private const int PageMask = HalConstants.PageSize - 1;

    private struct Qtd
    {
        public uint Next;
        public uint Alternate;
        public uint Token;
        public fixed uint Pages[5];
        public fixed uint High[5];
        public fixed uint Pad[3];
    }

    private readonly Dma<THal> _pool = new(1, BufferDirection.Both);
    private int _used;

    private static int Fill(Qtd* qtd, ulong address, int length, uint token)
    {
        int count = HalConstants.PageSize - (int)(address & PageMask);
        qtd->Pages[0] = (uint)address;
        qtd->High[0] = (uint)(address >> 32);
        if (length < count)
        {
            count = length;
        }
        else
        {
            address = (address + HalConstants.PageSize) & ~(ulong)PageMask;
            for (int i = 1; i < 5 && count < length; i++)
            {
                qtd->Pages[i] = (uint)address;
                qtd->High[i] = (uint)(address >> 32);
                address += HalConstants.PageSize;
                count = count + HalConstants.PageSize < length ? count + HalConstants.PageSize : length;
            }
        }

        qtd->Token = (uint)count << 16 | token;
        return count;
    }

    public int Build(Shared<THal> transfer)
    {
        int length = transfer.Buffer.Length;
        ulong at = transfer.Paddr.Value;
        int first = _used;
        while (length > 0)
        {
            if ((_used + 1) * sizeof(Qtd) > HalConstants.PageSize)
            {
                _used = first;
                return -12;
            }

            Qtd* qtd = _pool.Pointer<Qtd>((nuint)(_used * sizeof(Qtd)));
            int done = Fill(qtd, at, length, 0x80);
            at += (ulong)done;
            length -= done;
            _used++;
            qtd->Next = length > 0 ? (uint)_pool.PaddrAt((nuint)(_used * sizeof(Qtd) & PageMask)).Value : 1;
        }

        return _used - first;
    }

    public void Reset() => _used = 0;

    public void Dispose() => _pool.Dispose();
}
