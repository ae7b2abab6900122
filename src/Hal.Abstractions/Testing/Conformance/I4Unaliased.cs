using System;
using System.Collections.Generic;
using System.Threading;

namespace Hal.Testing;

/// <summary>I4: the memory aliases no other allocation until DmaDealloc, for the device neither.</summary>
internal sealed unsafe class I4Unaliased : ContractTest
{
    public I4Unaliased()
        : base("I4", "the memory aliases no other allocation until DmaDealloc")
    {
    }

    public override string Run<THal>(Trial trial)
    {
        int allocations = Distinct<THal>(trial);
        string late = LateDevice<THal>(trial)
            ? ", and memory that went from one owner to the next while the device still wrote to the first"
            : "; what a device that still writes would do could not be tried";
        return $"{allocations} allocations at once{late}";
    }

    private static int Distinct<THal>(Trial trial)
        where THal : struct, IHal
    {
        var live = new List<(DmaAllocation Memory, nuint Pages)>();
        int held = 0;
        while (held < trial.Options.MostPages / 4)
        {
            nuint pages = (nuint)trial.Random.Next(1, 6);
            DmaAllocation memory = THal.DmaAlloc(pages, BufferDirection.Both);
            if (memory.Paddr == default)
            {
                break;
            }

            ulong bytes = pages * HalConstants.PageSize;
            foreach ((DmaAllocation other, nuint otherPages) in live)
            {
                ulong otherBytes = otherPages * HalConstants.PageSize;
                if (Trial.Overlap((ulong)memory.Vaddr, bytes, (ulong)other.Vaddr, otherBytes)
                    || Trial.Overlap(memory.Paddr.Value, bytes, other.Paddr.Value, otherBytes))
                {
                    Trial.Fail(
                        $"{pages} pages at {memory.Paddr} and 0x{(nuint)memory.Vaddr:x} overlap {otherPages} pages at {other.Paddr} and "
                            + $"0x{(nuint)other.Vaddr:x}, which are live");
                }
            }

            live.Add((memory, pages));
            held += (int)pages;
        }

        live.ForEach(memory => Trial.Give<THal>(memory.Memory, memory.Pages));
        return live.Count;
    }

    // Pages must be taken from the device before they go back to the allocator: else the next owner finds what the device writes for the
    // last one.
    private static bool LateDevice<THal>(Trial trial)
        where THal : struct, IHal
    {
        if (trial.Device is not { RefusesEnded: true } device)
        {
            return false;
        }

        byte[] mark = [0xEE];
        DmaAllocation probe = Trial.Allocate<THal>(1);
        Trial.DeviceWrite(device, probe.Paddr, mark, "live DMA memory");
        Trial.Give<THal>(probe, 1);
        if (device.TryWrite(probe.Paddr, mark))
        {
            Trial.Fail($"the device can still write the page at {probe.Paddr} that was given back");
        }

        ulong writing = 0;
        bool done = false;
        Trial.InParallel(3, thread =>
        {
            try
            {
                switch (thread)
                {
                    case 0: // the device: writes to the address it was last given for as long as it can
                        while (!Volatile.Read(ref done))
                        {
                            ulong paddr = Volatile.Read(ref writing);
                            _ = paddr != 0 && device.TryWrite(new PhysAddr(paddr), mark);
                        }

                        break;
                    case 1: // the first owner
                        for (int i = 0; i < 500 && !Volatile.Read(ref done); i++)
                        {
                            DmaAllocation memory = Trial.Allocate<THal>(1);
                            Volatile.Write(ref writing, memory.Paddr.Value);
                            Thread.Yield();
                            Trial.Give<THal>(memory, 1);
                        }

                        Volatile.Write(ref done, true);
                        break;
                    default: // the next owner, whose address no device has
                        while (!Volatile.Read(ref done))
                        {
                            DmaAllocation memory = Trial.Allocate<THal>(1);
                            var bytes = new ReadOnlySpan<byte>(memory.Vaddr, HalConstants.PageSize);
                            Thread.Yield();
                            int at = bytes.IndexOfAnyExcept((byte)0);
                            if (at >= 0)
                            {
                                Trial.Fail(
                                    $"a fresh page at {memory.Paddr} got the device's byte 0x{bytes[at]:x2}, written to an address of "
                                        + "memory given back: pages must be taken from the device before the allocator gets them");
                            }

                            Trial.Give<THal>(memory, 1);
                        }

                        break;
                }
            }
            finally
            {
                Volatile.Write(ref done, true);
            }
        });
        return true;
    }
}
