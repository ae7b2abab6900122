using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using Hal.Testing;

namespace Hal.Tests.Conformance;

/// <summary>
/// A small machine with an IOMMU: DMA memory from a pool of pages, mapped page by page at fresh bus addresses, and a pool of bounce slots.
/// Right in itself; <typeparamref name="TFlaw"/> makes one mistake.
/// </summary>
internal unsafe struct ModelHal<TFlaw> : IHal
    where TFlaw : struct, IFlaw
{
    private const int PageSize = HalConstants.PageSize;
    private const int Pages = 1024;
    private const int Slots = 64;
    private const int SlotSize = 16 * 1024;
    private const ulong SlotBase = 1UL << 40;

    private static ulong FirstBusPage => TFlaw.PageZeroIsGood ? 0UL : 16;

    private static readonly object Gate = new();
    private static readonly byte* Memory = Zeroed(Pages + 1);
    private static readonly bool[] Taken = new bool[Pages];
    private static readonly Dictionary<ulong, int> Mapped = []; // bus page to page of the pool
    private static readonly byte* SlotMemory = Zeroed(Slots * SlotSize / PageSize);
    private static readonly bool[] SlotTaken = new bool[Slots];
    private static readonly Dictionary<nuint, int> SlotOfPointer = [];
    private static ulong _nextBusPage = FirstBusPage;
    private static int _allocations;
    private static int _lostSlots;

    public static IDeviceView Device { get; } = new View();

    /// <summary>The machine as it is when it is switched on.</summary>
    public static void Reset()
    {
        Array.Clear(Taken);
        Array.Clear(SlotTaken);
        Mapped.Clear();
        SlotOfPointer.Clear();
        _nextBusPage = FirstBusPage;
        _allocations = 0;
        _lostSlots = 0;
    }

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        Enter();
        try
        {
            int first = pages > Pages ? -1 : FindPages((int)pages);
            if (first < 0)
            {
                return TFlaw.NoMemoryThrows ? throw new OutOfMemoryException() : default;
            }

            byte* vaddr = Memory + (first * PageSize) + (TFlaw.PointerIsMisaligned ? 64 : 0);
            if (!TFlaw.PagesAreNotZeroed)
            {
                NativeMemory.Clear(vaddr, pages * PageSize);
            }

            ulong busPage = _nextBusPage;
            for (int i = 0; i < (int)pages; i++)
            {
                Taken[first + i] = !TFlaw.AllocationsOverlap || i == 0 || _allocations % 7 != 0;
                Mapped.Add(TFlaw.PagesAreScatteredOnTheBus ? busPage + ((ulong)i * 2) : busPage + (ulong)i, first + i);
            }

            if (TFlaw.PagesComeBackTooEarly && _allocations % 20 == 19)
            {
                Taken[first] = false; // and the next owner clears it
            }

            _allocations++;
            _nextBusPage += (ulong)pages * 2;
            return new DmaAllocation(new PhysAddr(busPage * PageSize), TFlaw.NullPointerComesWithAnAddress ? null : vaddr);
        }
        finally
        {
            Leave();
        }
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (TFlaw.DeallocReturnsStatus)
        {
            return -22;
        }

        int first = (int)((vaddr - Memory) / PageSize);
        if (TFlaw.PagesAreFreedBeforeTheyAreUnmapped)
        {
            lock (Gate)
            {
                Free(first, (int)pages);
            }

            Thread.Sleep(1);
        }

        Enter();
        try
        {
            for (ulong i = 0; i < pages; i++)
            {
                Mapped.Remove((paddr.Value / PageSize) + (TFlaw.PagesAreScatteredOnTheBus ? i * 2 : i));
            }

            if (!TFlaw.DeallocKeepsThePages && !TFlaw.PagesAreFreedBeforeTheyAreUnmapped)
            {
                Free(first, (int)pages);
            }

            return 0;
        }
        finally
        {
            Leave();
        }
    }

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => TFlaw.MappingIsNull ? null : (byte*)(1UL << 46) + paddr.Value;

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        int slot;
        Enter();
        try
        {
            if (TFlaw.BouncesAreKeyedByPointer && SlotOfPointer.TryGetValue((nuint)buffer.Pointer, out slot))
            {
                return AddressOf(slot);
            }

            slot = buffer.Length > SlotSize ? -1 : Array.IndexOf(SlotTaken, false);
            if (TFlaw.NothingIsLocked && Random.Shared.Next(20) == 0)
            {
                Thread.Sleep(1); // room for another thread to find the same slot
            }

            if (slot < 0)
            {
                if (TFlaw.RefusalKeepsASlot)
                {
                    _lostSlots++;
                }

                return TFlaw.FullPoolReturnsZero ? default
                    : TFlaw.FullPoolThrowsSomethingElse ? throw new InvalidOperationException("full")
                    : throw new DmaException("The model has no free slot.");
            }

            SlotTaken[slot] = true;
            SlotOfPointer[(nuint)buffer.Pointer] = slot;
        }
        finally
        {
            Leave();
        }

        bool copyIn = TFlaw.BothIsCopiedInNeitherDirection ? direction == BufferDirection.DriverToDevice : direction != BufferDirection.DeviceToDriver;
        if (copyIn && !TFlaw.CopyInIsMissing)
        {
            int length = TFlaw.ShareCoversOnePage ? Math.Min(buffer.Length, PageSize) : buffer.Length;
            Lines(buffer.Slice(0, length), slot, copyIn: true);
        }

        return AddressOf(slot);
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        int slot = TFlaw.BouncesAreKeyedByPointer && SlotOfPointer.TryGetValue((nuint)buffer.Pointer, out int keyed) ? keyed : SlotOf(paddr);
        bool copyOut = TFlaw.BothIsCopiedInNeitherDirection ? direction == BufferDirection.DeviceToDriver : direction != BufferDirection.DriverToDevice;
        if (copyOut && !TFlaw.CopyOutIsMissing)
        {
            Lines(buffer, slot, copyIn: false);
        }

        Enter();
        try
        {
            new Span<byte>(SlotMemory + (slot * SlotSize), SlotSize).Fill(0x99);
            SlotTaken[slot] = (TFlaw.SlotsOfOneDirectionAreLost && direction == BufferDirection.DeviceToDriver) || _lostSlots > 0;
            _lostSlots = Math.Max(0, _lostSlots - 1);
            SlotOfPointer.Remove((nuint)buffer.Pointer);
            int page = (int)((buffer.Pointer - Memory) / PageSize);
            if (TFlaw.UnshareRevokesDmaMemory && buffer.Pointer >= Memory && page < Pages)
            {
                foreach (ulong busPage in new List<ulong>(Mapped.Keys))
                {
                    _ = Mapped[busPage] == page && Mapped.Remove(busPage);
                }
            }
        }
        finally
        {
            Leave();
        }
    }

    private static byte* Zeroed(int pages)
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)pages * PageSize, PageSize);
        NativeMemory.Clear(memory, (nuint)pages * PageSize);
        return memory;
    }

    private static PhysAddr AddressOf(int slot) => new(SlotBase + ((ulong)slot * SlotSize));

    private static int SlotOf(PhysAddr paddr) => (int)((paddr.Value - SlotBase) / SlotSize);

    private static void Lines(DmaBuffer buffer, int slot, bool copyIn)
    {
        byte* memory = buffer.Pointer;
        byte* bounce = SlotMemory + (slot * SlotSize);
        nuint length = (nuint)buffer.Length;
        if (TFlaw.WholeLinesAreCopied && buffer.Length <= 1024)
        {
            // The line of the bounce buffer that belongs to the part before the buffer was filled at Share: by Unshare it is old.
            byte* lines = SlotMemory + (slot * SlotSize) + (SlotSize / 2);
            nuint before = (nuint)memory % 64;
            if (copyIn)
            {
                NativeMemory.Copy(memory - before, lines, before);
            }
            else
            {
                NativeMemory.Copy(lines, memory - before, before);
            }
        }

        NativeMemory.Copy(copyIn ? memory : bounce, copyIn ? bounce : memory, length);
    }

    private static int FindPages(int count)
    {
        for (int first = 0; first + count <= Pages; first++)
        {
            if (Taken.AsSpan(first, count).IndexOf(true) < 0)
            {
                return first;
            }
        }

        return -1;
    }

    private static void Free(int first, int count) => Taken.AsSpan(first, count).Clear();

    private static void Enter()
    {
        if (!TFlaw.NothingIsLocked)
        {
            Monitor.Enter(Gate);
        }
    }

    private static void Leave()
    {
        if (!TFlaw.NothingIsLocked)
        {
            Monitor.Exit(Gate);
        }
    }

    private sealed class View : IDeviceView
    {
        public bool RefusesEnded => true;

        public bool TryRead(PhysAddr paddr, Span<byte> destination)
        {
            lock (Gate)
            {
                for (int at = 0; at < destination.Length;)
                {
                    byte* memory = Find(paddr + (ulong)at, out int length);
                    if (memory == null)
                    {
                        return false;
                    }

                    length = Math.Min(length, destination.Length - at);
                    if (TFlaw.AccessesTear && length == 8)
                    {
                        new ReadOnlySpan<byte>(memory, 4).CopyTo(destination);
                        Thread.Sleep(0);
                        new ReadOnlySpan<byte>(memory + 4, 4).CopyTo(destination[4..]);
                    }
                    else if (length == 8 && (nuint)memory % 8 == 0)
                    {
                        MemoryMarshal.Write(destination[at..], Volatile.Read(ref *(ulong*)memory));
                    }
                    else
                    {
                        new ReadOnlySpan<byte>(memory, length).CopyTo(destination[at..]);
                    }

                    at += length;
                }

                return true;
            }
        }

        public bool TryWrite(PhysAddr paddr, ReadOnlySpan<byte> source)
        {
            lock (Gate)
            {
                for (int at = 0; at < source.Length;)
                {
                    byte* memory = Find(paddr + (ulong)at, out int length);
                    if (memory == null)
                    {
                        return false;
                    }

                    length = Math.Min(length, source.Length - at);
                    if (!TFlaw.MemoryIsNotCoherent || paddr.Value >= SlotBase)
                    {
                        source.Slice(at, length).CopyTo(new Span<byte>(memory, length));
                    }

                    at += length;
                }

                return true;
            }
        }

        // Up to the end of the page or slot.
        private static byte* Find(PhysAddr paddr, out int length)
        {
            if (paddr.Value >= SlotBase)
            {
                int slot = SlotOf(paddr);
                int offset = (int)((paddr.Value - SlotBase) % SlotSize);
                length = SlotSize - offset;
                return slot < Slots && SlotTaken[slot] ? SlotMemory + (slot * SlotSize) + offset : null;
            }

            int within = (int)(paddr.Value % PageSize);
            length = PageSize - within;
            return Mapped.TryGetValue(paddr.Value / PageSize, out int page) ? Memory + (page * PageSize) + within : null;
        }
    }
}
