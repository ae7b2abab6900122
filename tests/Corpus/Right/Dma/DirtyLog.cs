using System;
using System.Collections.Generic;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A log of dirty pages in DMA memory, read with one barrier and cleared word by word.</summary>
public sealed unsafe class DirtyLog<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _bits;
    private readonly MmioRegion _registers;
    private readonly int _words;

    public DirtyLog(PhysAddr window, int pages)
    {
        _words = (pages + 63) / 64;
        _registers = MmioRegion.Map<THal>(window, 0x40);
        _bits = new Dma<THal>(HalConstants.PagesFor((nuint)_words * 8), Both);
        _registers.Write64(0x00, _bits.Paddr.Value);
        _registers.Write64(0x08, (ulong)pages);
        _registers.Write32(0x38, 1);
    }

    public IEnumerable<int> Take()
    {
        for (int word = 0; word < _words; word++)
        {
            ulong bits = Exchange(word);
            while (bits != 0)
            {
                yield return (word * 64) + System.Numerics.BitOperations.TrailingZeroCount(bits);
                bits &= bits - 1;
            }
        }
    }

    private ulong Exchange(int word)
    {
        ref ulong value = ref *_bits.Pointer<ulong>((nuint)word * sizeof(ulong));
        return Interlocked.Exchange(ref value, 0);
    }

    public void Dispose()
    {
        _registers.Write32(0x38, 0);
        while (_registers.Read32(0x3C) != 0)
        {
            Thread.SpinWait(10);
        }

        _bits.Dispose();
    }
}
