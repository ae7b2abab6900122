using System;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Hal;

/// <summary>I10: copies that a direction misses, and a slot that stays taken.</summary>
[HalImplementation]
public static unsafe partial class BothInNeitherHal
{
    private const ulong Window = 0x1000_0000;
    private static readonly byte* s_memory = (byte*)NativeMemory.AlignedAlloc(1 << 20, HalConstants.PageSize);
    private static readonly ConcurrentStack<ulong> s_free = new();

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => -1;

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (buffer.Length > HalConstants.PageSize || !s_free.TryPop(out ulong slot))
        {
            throw new DmaException("no slot is free");
        }

        if (direction == BufferDirection.DriverToDevice)
        {
            buffer.AsReadOnlySpan().CopyTo(new Span<byte>(s_memory + (slot - Window), buffer.Length)); //! HAL4005
        }

        return new PhysAddr(slot);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (direction == BufferDirection.DeviceToDriver)
        {
            new ReadOnlySpan<byte>(s_memory + (paddr.Value - Window), buffer.Length).CopyTo(buffer.AsSpan()); //! HAL4005
        }

        s_free.Push(paddr.Value);
    }
}

public readonly unsafe struct TurnedRoundHal : IHal
{
    private const ulong Window = 0x1000_0000;
    private static readonly byte* s_memory = (byte*)NativeMemory.AlignedAlloc(1 << 20, HalConstants.PageSize);
    private static readonly ConcurrentStack<ulong> s_free = new();

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => -1;

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (buffer.Length > HalConstants.PageSize || !s_free.TryPop(out ulong slot))
        {
            throw new DmaException("no slot is free");
        }

        if (direction == BufferDirection.DeviceToDriver)
        {
            buffer.AsReadOnlySpan().CopyTo(new Span<byte>(s_memory + (slot - Window), buffer.Length)); //! HAL4005
        }

        return new PhysAddr(slot);
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (direction != BufferDirection.DriverToDevice)
        {
            new ReadOnlySpan<byte>(s_memory + (paddr.Value - Window), buffer.Length).CopyTo(buffer.AsSpan());
        }

        s_free.Push(paddr.Value);
    }
}

[HalImplementation]
public static unsafe partial class SwitchedHal
{
    private const ulong Window = 0x1000_0000;
    private static readonly byte* s_memory = (byte*)NativeMemory.AlignedAlloc(1 << 20, HalConstants.PageSize);
    private static readonly ConcurrentStack<ulong> s_free = new();

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => -1;

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (buffer.Length > HalConstants.PageSize || !s_free.TryPop(out ulong slot))
        {
            throw new DmaException("no slot is free");
        }

        if (direction != BufferDirection.DeviceToDriver)
        {
            buffer.AsReadOnlySpan().CopyTo(new Span<byte>(s_memory + (slot - Window), buffer.Length));
        }

        return new PhysAddr(slot);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        switch (direction)
        {
            case BufferDirection.DeviceToDriver:
                Buffer.MemoryCopy(s_memory + (paddr.Value - Window), buffer.Pointer, buffer.Length, buffer.Length); //! HAL4005
                break;
            default:
                break;
        }

        s_free.Push(paddr.Value);
    }
}

[HalImplementation]
public static unsafe partial class KeepingHal
{
    private const ulong Window = 0x1000_0000;
    private static readonly byte* s_memory = (byte*)NativeMemory.AlignedAlloc(1 << 20, HalConstants.PageSize);
    private static readonly ConcurrentStack<ulong> s_free = new(new[] { Window, Window + 4096, Window + 8192 });

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => -1;

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (buffer.Length > HalConstants.PageSize || !s_free.TryPop(out ulong slot)) //! HAL4005
        {
            throw new DmaException("no slot is free");
        }

        if (direction != BufferDirection.DeviceToDriver)
        {
            buffer.AsReadOnlySpan().CopyTo(new Span<byte>(s_memory + (slot - Window), buffer.Length));
        }

        return new PhysAddr(slot);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (direction != BufferDirection.DriverToDevice)
        {
            new ReadOnlySpan<byte>(s_memory + (paddr.Value - Window), buffer.Length).CopyTo(buffer.AsSpan());
        }

    }
}
