using System;
using System.Runtime.CompilerServices;

namespace Hal;

/// <summary>
/// Finds live ranges of memory that overlap, in time that does not grow with their number: a hash table of pages, and in each page its
/// ranges in order. Two ranges conflict where one of them is writable. Not thread-safe: the ledger's lock guards it.
/// </summary>
/// <remarks>
/// A range costs an entry in each page that it touches; one of more than <see cref="LargestInPages"/> pages stands in a list of its own
/// instead.
/// </remarks>
internal sealed class RangeIndex
{
    public const int None = -1;
    private const int PageShift = 12;
    private const int LargestInPages = 256;
    private const int FirstSize = 16;

    private Page[] _pages = new Page[FirstSize];
    private int[] _buckets = NewBuckets(FirstSize);
    private int _shift = 64 - 4;
    private int _used;
    private int _free = None;
    private Large[] _large = [];
    private int _largeCount;

    private struct Page
    {
        public ulong Number;
        public int Next;
        public PageRanges Writable;
        public PageRanges ReadOnly;
    }

    private readonly record struct Large(ulong Start, ulong Last, bool Writable, int Id);

    /// <summary>Adds a range, and returns one that it conflicts with, or <see cref="None"/>.</summary>
    public int Add(ulong start, ulong length, bool writable, int id)
    {
        ulong last = start + (length - 1);
        int conflict = FindLarge(start, last, writable);
        if (IsLarge(start, last))
        {
            if (conflict == None)
            {
                conflict = FindInPages(start, last, writable);
            }

            if (_largeCount == _large.Length)
            {
                Array.Resize(ref _large, Math.Max(4, _largeCount * 2));
            }

            _large[_largeCount++] = new Large(start, last, writable, id);
            return conflict;
        }

        for (ulong number = start >> PageShift; number <= last >> PageShift; number++)
        {
            ref Page page = ref FindOrAdd(number);
            (int first, int end) = Clip(number, start, last);
            if (conflict == None)
            {
                conflict = Conflict(ref page, first, end, writable);
            }

            (writable ? ref page.Writable : ref page.ReadOnly).Add(first, end, id);
        }

        return conflict;
    }

    /// <summary>Takes a range out that was added with the same arguments.</summary>
    public void Remove(ulong start, ulong length, bool writable, int id)
    {
        ulong last = start + (length - 1);
        if (IsLarge(start, last))
        {
            RemoveLarge(id);
            return;
        }

        for (ulong number = start >> PageShift; number <= last >> PageShift; number++)
        {
            ref int link = ref LinkTo(number);
            ref Page page = ref _pages[link];
            (int first, int end) = Clip(number, start, last);
            (writable ? ref page.Writable : ref page.ReadOnly).Remove(first, end, id);
            if (page.Writable.IsEmpty && page.ReadOnly.IsEmpty)
            {
                int freed = link;
                link = page.Next;
                page.Next = _free;
                _free = freed;
            }
        }
    }

    /// <summary>One range that a range with these bounds would conflict with, or <see cref="None"/>.</summary>
    public int Find(ulong start, ulong length, bool writable)
    {
        ulong last = start + (length - 1);
        int conflict = FindLarge(start, last, writable);
        return conflict != None ? conflict : FindInPages(start, last, writable);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsLarge(ulong start, ulong last) => (last >> PageShift) - (start >> PageShift) >= LargestInPages;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Conflict(ref Page page, int first, int end, bool writable)
    {
        int conflict = page.Writable.Find(first, end);
        return conflict == None && writable ? page.ReadOnly.Find(first, end) : conflict;
    }

    // The part of a range in one page, as offsets: first within the page, end up to and including its size.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int First, int End) Clip(ulong number, ulong start, ulong last)
    {
        ulong page = number << PageShift;
        const ulong Size = 1UL << PageShift;
        return ((int)(Math.Max(start, page) - page), (int)(Math.Min(last - page, Size - 1) + 1));
    }

    private static int[] NewBuckets(int size)
    {
        int[] buckets = new int[size];
        Array.Fill(buckets, None);
        return buckets;
    }

    // Apart, because a lambda that captures a parameter makes its method allocate on entry, whether it comes to the lambda or not.
    private void RemoveLarge(int id)
    {
        int index = Array.FindIndex(_large, 0, _largeCount, large => large.Id == id);
        _large[index] = _large[--_largeCount];
    }

    private int FindLarge(ulong start, ulong last, bool writable)
    {
        for (int i = 0; i < _largeCount; i++)
        {
            ref Large large = ref _large[i];
            if (large.Start <= last && start <= large.Last && (writable || large.Writable))
            {
                return large.Id;
            }
        }

        return None;
    }

    private int FindInPages(ulong start, ulong last, bool writable)
    {
        ulong firstPage = start >> PageShift;
        ulong lastPage = last >> PageShift;
        if (lastPage - firstPage >= (ulong)_used)
        {
            // More pages than are in use: look at those in use instead. A free one has no ranges.
            for (int index = 0; index < _used; index++)
            {
                ref Page page = ref _pages[index];
                if (page.Number >= firstPage && page.Number <= lastPage)
                {
                    (int first, int end) = Clip(page.Number, start, last);
                    int conflict = Conflict(ref page, first, end, writable);
                    if (conflict != None)
                    {
                        return conflict;
                    }
                }
            }

            return None;
        }

        for (ulong number = firstPage; number <= lastPage; number++)
        {
            int index = LinkTo(number);
            if (index != None)
            {
                (int first, int end) = Clip(number, start, last);
                int conflict = Conflict(ref _pages[index], first, end, writable);
                if (conflict != None)
                {
                    return conflict;
                }
            }
        }

        return None;
    }

    private ref Page FindOrAdd(ulong number)
    {
        int index = LinkTo(number);
        if (index == None)
        {
            index = _free;
            if (index != None)
            {
                _free = _pages[index].Next;
            }
            else
            {
                if (_used == _pages.Length)
                {
                    Grow();
                }

                index = _used++;
            }

            ref int head = ref _buckets[BucketOf(number)];
            _pages[index].Number = number;
            _pages[index].Next = head;
            head = index;
        }

        return ref _pages[index];
    }

    // The link that holds the index of a page, for reading it and for taking the page out; holds None where there is no such page.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref int LinkTo(ulong number)
    {
        ref int link = ref _buckets[BucketOf(number)];
        while (link != None && _pages[link].Number != number)
        {
            link = ref _pages[link].Next;
        }

        return ref link;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int BucketOf(ulong number) => (int)((number * 0x9E3779B97F4A7C15UL) >> _shift);

    private void Grow()
    {
        Array.Resize(ref _pages, _pages.Length * 2);
        _buckets = NewBuckets(_pages.Length);
        _shift--;
        for (int index = 0; index < _used; index++)
        {
            ref int head = ref _buckets[BucketOf(_pages[index].Number)];
            _pages[index].Next = head;
            head = index;
        }
    }
}
