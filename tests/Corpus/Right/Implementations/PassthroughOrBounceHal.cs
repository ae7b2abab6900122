using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Hal;

/// <summary>Memory inside the region that the device sees passes as it is; anything else bounces through a native copy.</summary>
public readonly unsafe struct VhostHal : IHal
{
    private const int Size = 16 << 20;
    private const ulong GuestBase = 0x1000_0000;
    private static readonly byte* s_region = (byte*)NativeMemory.AlignedAlloc(Size, HalConstants.PageSize);
    private static readonly Dictionary<ulong, nint> s_copies = new();
    private static readonly Stack<int> s_freePages = new(System.Linq.Enumerable.Range(0, Size / HalConstants.PageSize));

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        int page;
        lock (s_freePages)
        {
            if (pages != 1 || !s_freePages.TryPop(out page))
            {
                return default;
            }
        }

        byte* memory = s_region + page * HalConstants.PageSize;
        NativeMemory.Clear(memory, HalConstants.PageSize);
        return new DmaAllocation(Address(memory), memory);
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        lock (s_freePages)
        {
            s_freePages.Push((int)((vaddr - s_region) / HalConstants.PageSize));
        }

        return 0;
    }

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => throw new NotSupportedException();

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (buffer.Pointer >= s_region && buffer.Pointer + buffer.Length <= s_region + Size)
        {
            return Address(buffer.Pointer);
        }

        DmaAllocation copy = buffer.Length > HalConstants.PageSize ? default : DmaAlloc(1, direction);
        if (copy.Paddr == default)
        {
            throw new DmaException("no bounce page");
        }

        if (direction != BufferDirection.DeviceToDriver)
        {
            buffer.AsReadOnlySpan().CopyTo(new Span<byte>(copy.Vaddr, buffer.Length));
        }

        lock (s_copies)
        {
            s_copies.Add(copy.Paddr.Value, (nint)copy.Vaddr);
        }

        return copy.Paddr;
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        nint copy;
        lock (s_copies)
        {
            if (!s_copies.Remove(paddr.Value, out copy))
            {
                return;
            }
        }

        if (direction != BufferDirection.DriverToDevice)
        {
            new ReadOnlySpan<byte>((byte*)copy, buffer.Length).CopyTo(buffer.AsSpan());
        }

        _ = DmaDealloc(paddr, (byte*)copy, 1);
    }

    private static PhysAddr Address(byte* memory) => new(GuestBase + (ulong)(memory - s_region));
}
