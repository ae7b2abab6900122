using System;
using System.Collections.Generic;
using System.Threading;

namespace Hal;

/// <summary>
/// The bounce buffers of a HAL whose device sees only a part of memory: a shared memory file, a restricted window, memory that the host may
/// read. Share copies a buffer into a slot that the device sees, Unshare copies back; a buffer that lies in visible memory already is
/// passed through without a copy.
/// </summary>
/// <example>
/// <code>
/// private static readonly BouncePool Pool = new(MapWindow(), WindowBytes);
/// private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => Pool.Share(buffer, direction);
/// private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => Pool.Unshare(paddr, buffer, direction);
/// </code>
/// </example>
/// <remarks>
/// Shares are told apart by address: the same bytes may be shared twice, and shares end in any order (contract I12). All members may be
/// called from any thread (I13). The bytes that the device does not write keep their values, as on a HAL that does not bounce, and no share
/// sees the bytes of an earlier one: so a buffer is copied in for every direction. The pool does not own its memory.
/// </remarks>
public sealed unsafe class BouncePool : IFigureSource, IDisposable
{
    private readonly PhysAddr _paddr;
    private readonly byte* _vaddr;
    private readonly int _slotSize;
    private readonly SlotBitmap _slots;

    // By the first slot of each share: so the address alone finds it.
    private readonly Bounce[] _bounces;
    private VisibleMemory _visible = VisibleMemory.None;
    private ShortLock _gate;
    private int _liveShares;
    private long _count;
    private long _bytes;

    private struct Bounce
    {
        public byte* Pointer;
        public int Length;
        public byte Direction;
    }

    /// <summary>Makes a pool of memory that driver and device both see.</summary>
    /// <param name="memory">The memory; its address is not 0.</param>
    /// <param name="length">Its length in bytes; what does not fill a slot at its end is not used.</param>
    /// <param name="slotSize">What a share takes a whole number of, in bytes: a power of two, at least 64, a cache line. Small slots waste
    /// less, large ones are found faster.</param>
    /// <param name="name">The name that its bounces have among the live figures, the HAL's; <see langword="null"/> for none.</param>
    /// <exception cref="ArgumentException"><paramref name="memory"/> has a null pointer or address 0, which would be failure (contract
    /// I11).</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="slotSize"/> is no such power of two, or <paramref name="length"/> is
    /// less than one slot or more than int.MaxValue slots.</exception>
    public BouncePool(DmaAllocation memory, nuint length, int slotSize = 512, string? name = null)
    {
        if (memory.Paddr == default || memory.Vaddr == null)
        {
            throw new ArgumentException(
                $"A pool needs memory with an address and a pointer; it was given {memory.Paddr} and 0x{(nuint)memory.Vaddr:x}.",
                nameof(memory));
        }

        if (slotSize < 64 || !int.IsPow2(slotSize))
        {
            throw new ArgumentOutOfRangeException(
                nameof(slotSize), slotSize, $"The slot size {slotSize} is not a power of two of at least 64.");
        }

        nuint slots = length / (nuint)slotSize;
        if (slots is 0 or > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(length), length, $"{length} bytes are {slots} slots of {slotSize} bytes; a pool has 1 to {int.MaxValue}.");
        }

        _paddr = memory.Paddr;
        _vaddr = memory.Vaddr;
        _slotSize = slotSize;
        _slots = new SlotBitmap((int)slots);
        _bounces = new Bounce[(int)slots];
        HalName = name ?? "";
        if (name is not null)
        {
            HalMeter.Add(this);
        }
    }

    /// <summary>The size of a slot in bytes.</summary>
    public int SlotSize => _slotSize;

    /// <summary>How many slots there are.</summary>
    public int SlotCount => _bounces.Length;

    /// <summary>How many slots are free. A share needs as many as hold its buffer, side by side.</summary>
    public int FreeSlots
    {
        get
        {
            using (_gate.Enter())
            {
                return _slots.Free;
            }
        }
    }

    /// <summary>How many shares hold slots now.</summary>
    public int LiveShares => Volatile.Read(ref _liveShares);

    /// <summary>How many shares went through a slot since the start.</summary>
    public long Bounces => Interlocked.Read(ref _count);

    /// <summary>How many bytes were copied, in and out, since the start.</summary>
    public long BouncedBytes => Interlocked.Read(ref _bytes);

    string IFigureSource.HalName => HalName;

    HalFigures IFigureSource.Figures => new() { Bounces = Bounces, BouncedBytes = BouncedBytes };

    IReadOnlyDictionary<string, long> IFigureSource.ViolationsByRule => new Dictionary<string, long>();

    private string HalName { get; }

    /// <summary>
    /// Says that the device sees a range of memory itself, such as DMA memory: a buffer within it is shared without a copy from here on.
    /// </summary>
    /// <param name="memory">The range, as the device and as the driver see it.</param>
    /// <param name="length">In bytes; at least 1.</param>
    /// <exception cref="ArgumentException">The range has a null pointer, address 0 or no byte, or overlaps one that is visible
    /// already.</exception>
    public void AddVisible(DmaAllocation memory, nuint length)
    {
        if (memory.Paddr == default || memory.Vaddr == null || length == 0)
        {
            throw new ArgumentException(
                $"Visible memory has an address, a pointer and at least 1 byte; given were {memory.Paddr}, 0x{(nuint)memory.Vaddr:x} "
                    + $"and {length} bytes.", nameof(memory));
        }

        using (_gate.Enter())
        {
            _visible = _visible.With(memory.Vaddr, memory.Paddr, length);
        }
    }

    /// <summary>Takes back what <see cref="AddVisible"/> said, before the memory goes.</summary>
    /// <param name="paddr">The address of the range.</param>
    /// <exception cref="ArgumentException">No visible range starts at the address.</exception>
    /// <remarks><b>Safety.</b> No share of it is live (contract C12).</remarks>
    public void RemoveVisible(PhysAddr paddr)
    {
        using (_gate.Enter())
        {
            _visible = _visible.Without(paddr) ?? throw new ArgumentException($"No visible memory starts at {paddr}.", nameof(paddr));
        }
    }

    /// <summary>Does what <see cref="IHal.Share"/> is to do: returns an address at which the device finds the buffer's bytes.</summary>
    /// <param name="buffer">The memory; not empty.</param>
    /// <param name="direction">Who writes it.</param>
    /// <returns>The address: in the pool, or in visible memory for a buffer that lies there.</returns>
    /// <exception cref="DmaException">There are not enough free slots side by side; nothing is held (contract I11).</exception>
    /// <exception cref="ArgumentException"><paramref name="buffer"/> is empty (contract C6).</exception>
    /// <remarks><b>Safety.</b> As for <see cref="IHal.Share"/>.</remarks>
    public PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (buffer.IsEmpty)
        {
            ThrowHelper.EmptyBuffer(nameof(buffer));
        }

        PhysAddr visible = Volatile.Read(ref _visible).Find(buffer.Pointer, (nuint)(uint)buffer.Length);
        if (visible != default)
        {
            return visible;
        }

        int slots = SlotsFor(buffer.Length);
        int first;
        int free;
        using (_gate.Enter())
        {
            free = _slots.Free;
            first = _slots.Take(slots);
            if (first >= 0)
            {
                _bounces[first] = new Bounce { Pointer = buffer.Pointer, Length = buffer.Length, Direction = (byte)direction };
                _liveShares++;
                _count++;
                _bytes += buffer.Length;
            }
        }

        if (first < 0)
        {
            throw new DmaException(
                $"The bounce pool has no room to share {buffer}: it takes {slots} slots of {_slotSize} bytes side by side, and {free} "
                    + $"of {SlotCount} are free. End other shares first, or make the pool larger.");
        }

        buffer.AsReadOnlySpan().CopyTo(new Span<byte>(Slot(first), buffer.Length));
        return _paddr + ((ulong)first * (ulong)_slotSize);
    }

    /// <summary>
    /// Does what <see cref="IHal.Unshare"/> is to do: makes what the device wrote visible in the buffer, and frees the slots.
    /// </summary>
    /// <param name="paddr">The address that the matching Share returned.</param>
    /// <param name="buffer">The same buffer.</param>
    /// <param name="direction">The same direction.</param>
    /// <exception cref="HalContractException">The address is not that of a live share, or the buffer or direction is not that of its Share:
    /// HAL1001, HAL1006, HAL1005. Nothing is copied or freed then.</exception>
    /// <remarks><b>Safety.</b> As for <see cref="IHal.Unshare"/>.</remarks>
    public void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (paddr != default && Volatile.Read(ref _visible).Find(buffer.Pointer, (nuint)(uint)buffer.Length) == paddr)
        {
            return;
        }

        int first = SlotOf(paddr);
        if (first < 0)
        {
            throw new HalContractException("HAL1001", $"The bounce pool did not return the address {paddr} for {buffer} (contract C8).");
        }

        using (_gate.Enter())
        {
            ref Bounce bounce = ref _bounces[first];
            if (bounce.Pointer == null)
            {
                throw new HalContractException("HAL1001", $"No share of the bounce pool is live at {paddr} (contracts C8, C9).");
            }

            if (bounce.Pointer != buffer.Pointer || bounce.Length != buffer.Length)
            {
                throw new HalContractException(
                    "HAL1006",
                    $"Unshare of {paddr} names {buffer}, but Share had {new DmaBuffer(bounce.Pointer, bounce.Length)} (contract C10).");
            }

            if (bounce.Direction != (byte)direction)
            {
                throw new HalContractException(
                    "HAL1005", $"Unshare of {paddr} names {direction}, but Share had {(BufferDirection)bounce.Direction} (contract C11).");
            }

            // From here on no other thread can end it; its slots are free only after the copy.
            bounce = default;
        }

        bool copies = direction != BufferDirection.DriverToDevice;
        if (copies)
        {
            new ReadOnlySpan<byte>(Slot(first), buffer.Length).CopyTo(buffer.AsSpan());
        }

        using (_gate.Enter())
        {
            _slots.Give(first, SlotsFor(buffer.Length));
            _liveShares--;
            _bytes += copies ? buffer.Length : 0;
        }
    }

    /// <summary>Takes its figures out of the live figures. The memory is its maker's, and shares that are live stay.</summary>
    public void Dispose() => HalMeter.Remove(this);

    private byte* Slot(int slot) => _vaddr + ((nuint)slot * (nuint)_slotSize);

    private int SlotsFor(int length) => (int)(((uint)length + (uint)_slotSize - 1) / (uint)_slotSize);

    // The slot that starts at an address, or -1.
    private int SlotOf(PhysAddr paddr)
    {
        if (paddr < _paddr)
        {
            return -1;
        }

        ulong offset = paddr - _paddr;
        return offset % (ulong)_slotSize == 0 && offset / (ulong)_slotSize < (ulong)_bounces.Length ? (int)(offset / (ulong)_slotSize) : -1;
    }
}
