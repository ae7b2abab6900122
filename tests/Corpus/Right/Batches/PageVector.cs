using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A large buffer as a vector of pages, each allocated for itself; a page that is missing takes all back.</summary>
public sealed class PageVector<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal>[] _pages;

    private PageVector(Dma<THal>[] pages) => _pages = pages;

    public static PageVector<THal>? TryCreate(int bytes)
    {
        var pages = new Dma<THal>[(int)HalConstants.PagesFor((nuint)bytes)];
        for (int i = 0; i < pages.Length; i++)
        {
            if (Dma<THal>.TryCreate(1, Both, out Dma<THal>? page))
            {
                pages[i] = page;
                continue;
            }

            for (int j = i - 1; j >= 0; j--)
            {
                pages[j].Dispose();
            }

            return null;
        }

        return new PageVector<THal>(pages);
    }

    public void CopyIn(ReadOnlySpan<byte> source)
    {
        foreach (Dma<THal> page in _pages)
        {
            int take = Math.Min(source.Length, HalConstants.PageSize);
            source[..take].CopyTo(page.AsSpan());
            source = source[take..];
        }
    }

    public PhysAddr this[int page] => _pages[page].Paddr;

    public void Dispose()
    {
        foreach (Dma<THal> page in _pages)
        {
            page.Dispose();
        }
    }
}
