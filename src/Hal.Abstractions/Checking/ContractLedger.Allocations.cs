using System;

namespace Hal;

/// <content>DmaAlloc, the DmaDealloc that fits, and MmioPhysToVirt.</content>
internal sealed unsafe partial class ContractLedger
{
    // So much memory is looked through for zeroes; of a larger allocation, the start. It is what a HAL clears in well under a millisecond.
    private const nuint MostZeroCheckedPages = 1024;

    /// <returns>Whether the HAL may be called.</returns>
    public bool BeginAllocation(nuint pages, BufferDirection direction)
    {
        if (pages == 0)
        {
            Violations.Report(Options, "HAL2010", "DmaAlloc of 0 pages; DMA memory has at least 1 page (contract C1).");
            return false;
        }

        if (pages > nuint.MaxValue / HalConstants.PageSize)
        {
            ThrowHelper.TooManyPages(nameof(pages), pages);
        }

        CheckDirection(direction);
        return true;
    }

    /// <summary>Enters what the HAL returned, once it is found to be what the contract asks for.</summary>
    public void CompleteAllocation(DmaAllocation allocation, nuint pages, BufferDirection direction)
    {
        if (allocation.Paddr == default)
        {
            return; // no memory: a failure that the contract foresees (I6)
        }

        CheckedOptions options = Options;
        if (allocation.Vaddr == null)
        {
            ReportHal(
                options, "HAL4003",
                $"DmaAlloc returned a null pointer with the address {allocation.Paddr}; failure is address 0 (contract I6).");
            return;
        }

        nuint length = pages * HalConstants.PageSize;
        MakingStack? stack = _stacks.Capture(options.Stacks);
        Hold other;
        using (_gate.Enter())
        {
            int slot = _allocations.Reserve();
            ref Hold hold = ref _allocations[slot];
            hold.Kind = HeldKind.Allocation;
            hold.State = HoldState.Live;
            hold.Direction = direction;
            hold.Paddr = allocation.Paddr;
            hold.Vaddr = allocation.Vaddr;
            hold.Length = length;
            hold.Sequence = ++_sequence;
            hold.MadeAt = stack;
            int memory = _allocatedMemory.Add((nuint)allocation.Vaddr, length, writable: true, slot);
            int address = _allocatedAddresses.Add(allocation.Paddr.Value, length, writable: true, slot);
            other = memory != RangeIndex.None ? _allocations[memory] : address != RangeIndex.None ? _allocations[address] : default;
            _allocations.Add(slot);
            _figures.Allocations++;
            _figures.LivePages += (long)pages;
        }

        if (options.CheckHal)
        {
            try
            {
                CheckMemory(options, allocation, pages, other);
            }
            catch
            {
                // The caller never sees the memory, so it cannot give it back: its duty has not begun.
                Strike(allocation);
                throw;
            }
        }
    }

    /// <summary>Strikes an allocation out that the driver gives back.</summary>
    /// <returns>Whether the call is right, as it stands; if not, <see cref="JudgeDealloc"/> says why.</returns>
    public bool TryDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        MakingStack? stack = _stacks.Capture(Options.Stacks);
        using (_gate.Enter())
        {
            int slot = FindAllocation(paddr, vaddr);
            bool right = slot != LiveTable.None
                && _allocations[slot].Pages == pages
                && _sharedMemory.Find((nuint)vaddr, _allocations[slot].Length, writable: true) == RangeIndex.None;
            if (right)
            {
                EndAllocation(slot, HoldState.Released, stack);
            }

            return right;
        }
    }

    /// <summary>The HAL's answer to a release that was right.</summary>
    public void CheckStatus(PhysAddr paddr, nuint pages, int status)
    {
        if (status != 0)
        {
            ReportHal(
                Options,
                "HAL4004",
                $"DmaDealloc returned status {status} for the allocation {paddr} of {Describe.Pages(pages)}, although address, pointer and "
                    + "pages are those of DmaAlloc (contract I7).");
        }
    }

    /// <returns>Whether the HAL may be called.</returns>
    public bool BeginMapping(PhysAddr paddr, nuint size)
    {
        if (size == 0)
        {
            Violations.Report(
                Options, "HAL3004", $"MmioPhysToVirt of 0 bytes at {paddr}; a register region has at least 1 byte (contract C14).");
            return false;
        }

        return true;
    }

    public void CompleteMapping(PhysAddr paddr, byte* pointer, nuint size)
    {
        CheckedOptions options = Options;
        if (pointer == null)
        {
            ReportHal(
                options, "I8",
                $"MmioPhysToVirt returned a null pointer for the {size} bytes at {paddr}; a range that cannot be mapped is refused by "
                    + "an exception (contract I8).");
            return;
        }

        Hold other;
        using (_gate.Enter())
        {
            int slot = _allocatedMemory.Find((nuint)pointer, size, writable: true);
            other = slot == RangeIndex.None ? default : _allocations[slot];
            if (slot == RangeIndex.None)
            {
                _windows.Add(paddr, pointer, size);
            }
        }

        if (other.State == HoldState.Live)
        {
            ReportHal(
                options,
                "I8",
                $"MmioPhysToVirt returned 0x{(nuint)pointer:x} for the {size} bytes at {paddr}, which is memory of "
                    + $"{Describe.Held(other)} (contract I8)."
                    + Describe.MadeAt(HeldKind.Allocation, other.MadeAt));
        }
    }

    private void CheckMemory(CheckedOptions options, DmaAllocation allocation, nuint pages, in Hold other)
    {
        if ((nuint)allocation.Vaddr % HalConstants.PageSize != 0)
        {
            ReportHal(
                options,
                "HAL4002",
                $"DmaAlloc returned the pointer 0x{(nuint)allocation.Vaddr:x}, which is not aligned to a page of "
                    + $"{HalConstants.PageSize} bytes (contract I3).");
        }

        if (other.State == HoldState.Live)
        {
            ReportHal(
                options,
                "I4",
                $"DmaAlloc returned {Describe.Pages(pages)} at {allocation.Paddr} and 0x{(nuint)allocation.Vaddr:x}, which overlap "
                    + $"{Describe.Held(other)} (contract I4)."
                    + Describe.MadeAt(HeldKind.Allocation, other.MadeAt));
            return; // memory in use is not expected to be zero
        }

        nuint bytes = nuint.Min(pages, MostZeroCheckedPages) * HalConstants.PageSize;
        int at = new ReadOnlySpan<byte>(allocation.Vaddr, (int)bytes).IndexOfAnyExcept((byte)0);
        if (at >= 0)
        {
            ReportHal(
                options,
                "HAL4001",
                $"DmaAlloc returned memory that is not zeroed: byte {at} of {Describe.Pages(pages)} at {allocation.Paddr} is "
                    + $"0x{allocation.Vaddr[at]:x2} (contract I5).");
        }
    }

    private void ReportHal(CheckedOptions options, string ruleId, string message)
    {
        if (options.CheckHal)
        {
            Violations.Report(options, ruleId, message);
        }
    }

    private int FindAllocation(PhysAddr paddr, byte* vaddr)
    {
        int slot = _allocations.First(paddr);
        while (slot != LiveTable.None && _allocations[slot].Vaddr != vaddr)
        {
            slot = _allocations.Next(slot);
        }

        return slot;
    }

    private void Strike(DmaAllocation allocation)
    {
        using (_gate.Enter())
        {
            int slot = FindAllocation(allocation.Paddr, allocation.Vaddr);
            if (slot != LiveTable.None)
            {
                EndAllocation(slot, HoldState.Settled);
            }
        }
    }

    // Strikes a live allocation out of every table. Under the lock.
    private void EndAllocation(int slot, HoldState state, MakingStack? endedAt = null)
    {
        ref Hold hold = ref _allocations[slot];
        _figures.LivePages -= (long)hold.Pages;
        _allocatedMemory.Remove((nuint)hold.Vaddr, hold.Length, writable: true, slot);
        _allocatedAddresses.Remove(hold.Paddr.Value, hold.Length, writable: true, slot);
        hold.State = state;
        hold.EndedAt = endedAt;
        _ended.Add(hold);
        _allocations.Remove(slot);
    }
}
