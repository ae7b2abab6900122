using System;
using System.Collections.Generic;
using Hal;

namespace Drivers;

/// <summary>A HAL in front of another for a device of 32 bits: what the inner one maps too high is bounced by a low page run.</summary>
public readonly unsafe struct Low32Hal<THal> : IHal
    where THal : struct, IHal
{
    private const ulong Limit = 1UL << 32;

    private readonly record struct Bounce(DmaAllocation Memory, nuint Pages);

    private static readonly Dictionary<PhysAddr, Bounce> s_bounces = [];
    private static readonly object s_gate = new();

    private static bool Fits(PhysAddr paddr, ulong bytes) => paddr.Value < Limit && bytes <= Limit - paddr.Value;

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        DmaAllocation memory = THal.DmaAlloc(pages, direction);
        if (memory.Paddr == default)
        {
            return default;
        }

        if (Fits(memory.Paddr, (ulong)pages * HalConstants.PageSize))
        {
            return memory;
        }

        _ = THal.DmaDealloc(memory.Paddr, memory.Vaddr, pages);
        return default;
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => THal.DmaDealloc(paddr, vaddr, pages);

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => THal.MmioPhysToVirt(paddr, size);

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        PhysAddr paddr = THal.Share(buffer, direction);
        if (Fits(paddr, (ulong)buffer.Length))
        {
            return paddr;
        }

        THal.Unshare(paddr, buffer, direction);
        nuint pages = HalConstants.PagesFor((nuint)buffer.Length);
        DmaAllocation low = DmaAlloc(pages, BufferDirection.Both);
        if (low.Paddr == default)
        {
            throw new DmaException("There is no memory below 4 GiB.");
        }

        buffer.AsReadOnlySpan().CopyTo(new Span<byte>(low.Vaddr, buffer.Length));
        lock (s_gate)
        {
            s_bounces.Add(low.Paddr, new Bounce(low, pages));
        }

        return low.Paddr;
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        Bounce bounce;
        bool bounced;
        lock (s_gate)
        {
            bounced = s_bounces.Remove(paddr, out bounce);
        }

        if (!bounced)
        {
            THal.Unshare(paddr, buffer, direction);
            return;
        }

        if (direction != BufferDirection.DriverToDevice)
        {
            new ReadOnlySpan<byte>(bounce.Memory.Vaddr, buffer.Length).CopyTo(buffer.AsSpan());
        }

        _ = THal.DmaDealloc(bounce.Memory.Paddr, bounce.Memory.Vaddr, bounce.Pages);
    }

    public static void Abandoned(PhysAddr paddr) => THal.Abandoned(paddr);
}
