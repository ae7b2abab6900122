using System;

namespace Hal.Analyzers.Flow.State;

/// <summary>
/// A growing array that is copied by reference to its pages, and copies a page when it is written. A method with thousands of variables
/// has thousands of states that differ in a few of them; they share the rest.
/// </summary>
internal sealed class CowArray<T>
    where T : class
{
    private const int PageBits = 4;
    private const int PageSize = 1 << PageBits;
    private const int PageMask = PageSize - 1;

    private T?[]?[] _pages;
    private bool[] _owned;

    public CowArray()
    {
        _pages = Array.Empty<T?[]?>();
        _owned = Array.Empty<bool>();
    }

    private CowArray(T?[]?[] pages)
    {
        _pages = pages;
        _owned = new bool[pages.Length];
    }

    /// <summary>The number of entries that pages exist for: an upper bound of the indices in use.</summary>
    public int Capacity => _pages.Length << PageBits;

    public T? this[int index]
    {
        get
        {
            int page = index >> PageBits;
            return page < _pages.Length ? _pages[page]?[index & PageMask] : null;
        }

        set
        {
            if (ReferenceEquals(this[index], value))
            {
                return;
            }

            int page = index >> PageBits;
            if (page >= _pages.Length)
            {
                int length = Math.Max(page + 1, _pages.Length * 2);
                Array.Resize(ref _pages, length);
                Array.Resize(ref _owned, length);
            }

            if (!_owned[page])
            {
                T?[]? shared = _pages[page];
                _pages[page] = shared is null ? new T?[PageSize] : (T?[])shared.Clone();
                _owned[page] = true;
            }

            _pages[page]![index & PageMask] = value;
        }
    }

    /// <summary>A copy that shares every page with this one; each copies a page before it writes to it.</summary>
    public CowArray<T> Copy()
    {
        Array.Clear(_owned, 0, _owned.Length);
        return new CowArray<T>((T?[]?[])_pages.Clone());
    }

    /// <summary>Calls <paramref name="visit"/> for every index at which the two may differ.</summary>
    public void ForEachDifference(CowArray<T> other, Action<int, T?, T?> visit)
    {
        int pages = Math.Max(_pages.Length, other._pages.Length);
        for (int page = 0; page < pages; page++)
        {
            T?[]? mine = page < _pages.Length ? _pages[page] : null;
            T?[]? theirs = page < other._pages.Length ? other._pages[page] : null;
            if (ReferenceEquals(mine, theirs))
            {
                continue;
            }

            for (int i = 0; i < PageSize; i++)
            {
                T? left = mine?[i];
                T? right = theirs?[i];
                if (!ReferenceEquals(left, right))
                {
                    visit((page << PageBits) + i, left, right);
                }
            }
        }
    }

    /// <summary>Calls <paramref name="visit"/> for every entry that is not null. The array may be written during the visit.</summary>
    public void ForEach(Action<int, T> visit)
    {
        for (int page = 0; page < _pages.Length; page++)
        {
            if (_pages[page] is null)
            {
                continue;
            }

            for (int i = 0; i < PageSize; i++)
            {
                if (_pages[page]![i] is { } entry)
                {
                    visit((page << PageBits) + i, entry);
                }
            }
        }
    }
}
