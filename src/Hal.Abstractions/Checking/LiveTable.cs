using System;
using System.Runtime.CompilerServices;

namespace Hal;

/// <summary>
/// What is live, by slot and by device address: a chained hash table in two arrays. An address may be there more than once, since on an
/// identity HAL the same bytes shared twice have the same address (contract I12). A slot keeps its number for as long as it is used. Not
/// thread-safe: the ledger's lock guards it.
/// </summary>
internal sealed class LiveTable
{
    public const int None = -1;
    private const int FirstSize = 16;

    private Slot[] _slots = new Slot[FirstSize];
    private int[] _buckets = NewBuckets(FirstSize);
    private int _shift = 64 - 4;
    private int _used;
    private int _free = None;

    private struct Slot
    {
        public Hold Hold;
        public Content Content;
        public int Next;
    }

    /// <summary>How many slots have an address: those whose making is complete.</summary>
    public int Count { get; private set; }

    public ref Hold this[int slot] => ref _slots[slot].Hold;

    /// <summary>What a DriverToDevice share held when it was made, for the comparison at its end.</summary>
    public ref Content ContentOf(int slot) => ref _slots[slot].Content;

    /// <summary>Takes a slot that has no address yet.</summary>
    public int Reserve()
    {
        int slot = _free;
        if (slot != None)
        {
            _free = _slots[slot].Next;
        }
        else
        {
            if (_used == _slots.Length)
            {
                Grow();
            }

            slot = _used++;
        }

        return slot;
    }

    /// <summary>Makes a reserved slot findable under the address of its hold.</summary>
    public void Add(int slot)
    {
        ref Slot entry = ref _slots[slot];
        ref int head = ref _buckets[BucketOf(entry.Hold.Paddr)];
        entry.Next = head;
        head = slot;
        Count++;
    }

    /// <summary>Takes a slot with an address out and frees it.</summary>
    public void Remove(int slot)
    {
        ref int link = ref _buckets[BucketOf(_slots[slot].Hold.Paddr)];
        while (link != slot)
        {
            link = ref _slots[link].Next;
        }

        link = _slots[slot].Next;
        Count--;
        Free(slot);
    }

    /// <summary>Frees a slot that never got an address.</summary>
    public void Free(int slot)
    {
        ref Slot entry = ref _slots[slot];
        entry.Hold.State = HoldState.Making;
        entry.Hold.MadeAt = null;
        entry.Hold.EndedAt = null;
        entry.Next = _free;
        _free = slot;
    }

    /// <summary>The newest slot with this address, or <see cref="None"/>.</summary>
    public int First(PhysAddr paddr) => Match(_buckets[BucketOf(paddr)], paddr);

    /// <summary>The next older slot with the same address, or <see cref="None"/>.</summary>
    public int Next(int slot) => Match(_slots[slot].Next, _slots[slot].Hold.Paddr);

    /// <summary>
    /// The next live slot after <paramref name="slot"/> in the order of the slots, or <see cref="None"/>; start with <see cref="None"/>.
    /// </summary>
    public int After(int slot)
    {
        while (++slot < _used)
        {
            if (_slots[slot].Hold.State == HoldState.Live)
            {
                return slot;
            }
        }

        return None;
    }

    private static int[] NewBuckets(int size)
    {
        int[] buckets = new int[size];
        Array.Fill(buckets, None);
        return buckets;
    }

    // Multiplicative hashing: addresses are multiples of large powers of two, so the low bits alone would all meet in one bucket.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int BucketOf(PhysAddr paddr) => (int)((paddr.Value * 0x9E3779B97F4A7C15UL) >> _shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Match(int slot, PhysAddr paddr)
    {
        while (slot != None && _slots[slot].Hold.Paddr != paddr)
        {
            slot = _slots[slot].Next;
        }

        return slot;
    }

    private void Grow()
    {
        Array.Resize(ref _slots, _slots.Length * 2);
        _buckets = NewBuckets(_slots.Length);
        _shift--;
        for (int slot = 0; slot < _used; slot++)
        {
            // Every slot is in use when the table grows; those without an address are not in a chain.
            if (_slots[slot].Hold.State == HoldState.Live)
            {
                ref int head = ref _buckets[BucketOf(_slots[slot].Hold.Paddr)];
                _slots[slot].Next = head;
                head = slot;
            }
        }
    }
}
