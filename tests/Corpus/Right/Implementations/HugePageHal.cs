using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A user-space HAL over one huge page: a first-fit list of free ranges, kept sorted and merged.</summary>
[HalImplementation]
internal static unsafe partial class HugePageHal
{
    private const nuint HugeBytes = 2 << 20;

    private static readonly object s_gate = new();
    private static readonly byte* s_page = (byte*)NativeMemory.AlignedAlloc(HugeBytes, HugeBytes);
    private static readonly ulong s_physical = PageTables.Translate(s_page);
    private static readonly List<(nuint Offset, nuint Length)> s_free = [(HalConstants.PageSize, HugeBytes - HalConstants.PageSize)];

    private static bool TryTake(nuint bytes, out nuint offset)
    {
        lock (s_gate)
        {
            for (int i = 0; i < s_free.Count; i++)
            {
                (offset, nuint length) = s_free[i];
                if (length < bytes)
                {
                    continue;
                }

                if (length == bytes)
                {
                    s_free.RemoveAt(i);
                }
                else
                {
                    s_free[i] = (offset + bytes, length - bytes);
                }

                return true;
            }
        }

        offset = 0;
        return false;
    }

    private static void Give(nuint offset, nuint bytes)
    {
        lock (s_gate)
        {
            int i = s_free.FindIndex(f => f.Offset > offset);
            i = i < 0 ? s_free.Count : i;
            s_free.Insert(i, (offset, bytes));
            for (int k = Math.Min(i, s_free.Count - 2); k >= Math.Max(i - 1, 0); k--)
            {
                if (s_free[k].Offset + s_free[k].Length == s_free[k + 1].Offset)
                {
                    s_free[k] = (s_free[k].Offset, s_free[k].Length + s_free[k + 1].Length);
                    s_free.RemoveAt(k + 1);
                }
            }
        }
    }

    private static nuint Round(nuint bytes) => (bytes + (HalConstants.PageSize - 1)) & ~(nuint)(HalConstants.PageSize - 1);

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        if (!TryTake(bytes, out nuint offset))
        {
            return default;
        }

        NativeMemory.Clear(s_page + offset, bytes);
        return new DmaAllocation(new PhysAddr(s_physical + offset), s_page + offset);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        nuint offset = (nuint)(vaddr - s_page);
        if (paddr.Value - s_physical != offset)
        {
            return -1;
        }

        Give(offset, pages * HalConstants.PageSize);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (!TryTake(Round((nuint)buffer.Length), out nuint offset))
        {
            throw new DmaException("The huge page is full.");
        }

        buffer.AsReadOnlySpan().CopyTo(new Span<byte>(s_page + offset, buffer.Length));
        return new PhysAddr(s_physical + offset);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        nuint offset = (nuint)(paddr.Value - s_physical);
        if (direction != BufferDirection.DriverToDevice)
        {
            new ReadOnlySpan<byte>(s_page + offset, buffer.Length).CopyTo(buffer.AsSpan());
        }

        Give(offset, Round((nuint)buffer.Length));
    }
}
