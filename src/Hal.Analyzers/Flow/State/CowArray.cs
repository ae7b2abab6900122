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

    // Which pages are this array's alone; null while the list of pages itself is shared, as that of most copies is for good.
    private bool[]? _owned;

    public CowArray() => _pages = Array.Empty<T?[]?>();

    private CowArray(T?[]?[] pages) => _pages = pages;

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
            if (_owned is null || page >= _pages.Length)
            {
                OwnPages(page < _pages.Length ? _pages.Length : Math.Max(page + 1, _pages.Length * 2));
            }

            if (!_owned![page])
            {
                var own = new T?[PageSize];
                if (_pages[page] is { } shared)
                {
                    Array.Copy(shared, own, PageSize);
                }

                _pages[page] = own;
                _owned[page] = true;
            }

            _pages[page]![index & PageMask] = value;
        }
    }

    /// <summary>A copy that shares every page with this one, and the list of them; each copies what it writes to before it does.</summary>
    public CowArray<T> Copy()
    {
        _owned = null;
        return new CowArray<T>(_pages);
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

    private void OwnPages(int length)
    {
        var pages = new T?[]?[length];
        Array.Copy(_pages, pages, _pages.Length);
        _pages = pages;
        Array.Resize(ref _owned, length);
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
