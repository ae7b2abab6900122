using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (ti cpsw): the ring whose entries the driver marks is allocated for both sides.
internal sealed unsafe class CompletionRing<THal>(Device nic)
    where THal : struct, IHal
{
    private const uint Empty = uint.MaxValue;

    public int Wait(int entries)
    {
        using var ring = new Dma<THal>(1, Both);
        var slots = new Span<uint>(ring.Vaddr(0), HalConstants.PageSize / sizeof(uint));
        slots.Fill(Empty);
        nic.Program(ring.Paddr, HalConstants.PageSize);
        nic.Kick();
        int seen = 0;
        for (var deadline = Deadline.In(100); seen < entries && !deadline.Expired;)
        {
            if (Volatile.Read(ref slots[seen % slots.Length]) != Empty)
            {
                seen++;
            }
        }

        nic.Reset();
        return seen;
    }
}
