using System;
using System.Runtime.InteropServices;

namespace Hal.Testing;

/// <summary>
/// Memory of the fake HAL that the device sees at an address: the bounce buffer of a share, or DMA memory. Guard bytes stand on both sides;
/// after its end it is kept for a while, full of poison, to see who still uses it.
/// </summary>
internal sealed unsafe class FakeRegion
{
    private readonly byte* _block;
    private readonly nuint _guard;
    private readonly byte* _original;

    private FakeRegion(HeldKind kind, PhysAddr paddr, nuint length, BufferDirection direction, nuint guard, byte* original)
    {
        Kind = kind;
        Paddr = paddr;
        Length = length;
        Direction = direction;
        _guard = guard;
        _original = original;
        _block = (byte*)NativeMemory.AlignedAlloc(length + (2 * guard), guard);
        NativeMemory.Fill(_block, guard, Poison.Guard);
        NativeMemory.Fill(_block + guard + length, guard, Poison.Guard);
    }

    public HeldKind Kind { get; }

    public PhysAddr Paddr { get; }

    public nuint Length { get; }

    public BufferDirection Direction { get; }

    public bool HasEnded { get; private set; }

    /// <summary>Whether its memory is gone: only its address is remembered.</summary>
    public bool IsFreed { get; private set; }

    /// <summary>Whether a broken guard or written poison was reported: once is enough.</summary>
    public bool IsReported { get; set; }

    /// <summary>The first byte for the device, and for DMA memory for the driver too.</summary>
    public byte* Memory => _block + _guard;

    /// <summary>The driver's pointer: of the buffer that was shared, or of the DMA memory.</summary>
    public byte* DriverMemory => _original == null ? Memory : _original;

    public Span<byte> Bytes => new(Memory, (int)Length);

    public Span<byte> Original => new(_original, (int)Length);

    /// <summary>A bounce buffer for a share, filled as the direction asks.</summary>
    public static FakeRegion ForShare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        const int GuardBytes = 64;
        var region = new FakeRegion(HeldKind.Share, paddr, (nuint)(uint)buffer.Length, direction, GuardBytes, buffer.Pointer);
        if (direction == BufferDirection.DeviceToDriver)
        {
            region.Bytes.Fill(Poison.Unwritten);
        }
        else
        {
            buffer.AsReadOnlySpan().CopyTo(region.Bytes);
        }

        if (direction != BufferDirection.DriverToDevice)
        {
            buffer.AsSpan().Fill(Poison.Shared);
        }

        return region;
    }

    /// <summary>DMA memory, zeroed, with a guard page on either side.</summary>
    public static FakeRegion ForAllocation(PhysAddr paddr, nuint pages, BufferDirection direction)
    {
        var region = new FakeRegion(HeldKind.Allocation, paddr, pages * HalConstants.PageSize, direction, HalConstants.PageSize, null);
        NativeMemory.Clear(region.Memory, region.Length);
        return region;
    }

    /// <summary>The offset of the first byte that the driver changed in its buffer while the buffer was shared, or -1.</summary>
    public int FirstTouched() =>
        Direction == BufferDirection.DriverToDevice
            ? Original.SequenceEqual(Bytes) ? -1 : Original.CommonPrefixLength(Bytes)
            : Poison.FirstOther(Original, Poison.Shared);

    /// <summary>What is wrong around the region, or in it after its end, in words; <see langword="null"/> where nothing is.</summary>
    public string? Damage()
    {
        if (Poison.FirstOther(new ReadOnlySpan<byte>(_block, (int)_guard), Poison.Guard) >= 0)
        {
            int before = new ReadOnlySpan<byte>(_block, (int)_guard).LastIndexOfAnyExcept(Poison.Guard);
            return $"the byte {(int)_guard - before} before its start was written";
        }

        int behind = Poison.FirstOther(new ReadOnlySpan<byte>(Memory + Length, (int)_guard), Poison.Guard);
        if (behind >= 0)
        {
            return $"the byte {behind} behind its end was written";
        }

        int within = HasEnded ? Poison.FirstOther(Bytes, Poison.Dead) : -1;
        return within >= 0 ? $"its byte {within} was written after its end" : null;
    }

    public void End()
    {
        HasEnded = true;
        Bytes.Fill(Poison.Dead);
    }

    public void Free()
    {
        IsFreed = true;
        NativeMemory.AlignedFree(_block);
    }

    public bool Contains(PhysAddr paddr) => paddr >= Paddr && paddr.Value - Paddr.Value < Length;

    /// <summary>Whether a number is a pointer of the driver into this memory.</summary>
    public bool IsPointerInto(ulong number) => number - (ulong)DriverMemory < Length;
}
