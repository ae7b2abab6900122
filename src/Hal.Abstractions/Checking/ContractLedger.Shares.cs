namespace Hal;

/// <content>Share, and the Unshare that fits.</content>
internal sealed unsafe partial class ContractLedger
{
    /// <summary>Enters a share that the HAL is about to make.</summary>
    /// <returns>Its slot, or <see cref="LiveTable.None"/> where the HAL must not be called.</returns>
    public int BeginShare(DmaBuffer buffer, BufferDirection direction, out MakingStack? stack)
    {
        CheckedOptions options = Options;
        stack = null;
        if (buffer.IsEmpty)
        {
            Violations.Report(options, "HAL1009", "Share of an empty buffer; only a range of at least 1 byte can be shared (contract C6).");
            return LiveTable.None;
        }

        CheckDirection(direction);
        Content content = direction == BufferDirection.DriverToDevice ? Content.Of(buffer, options.ComparedBytes) : default;
        MmioWindows.Window? window;
        int slot;
        int conflict;
        using (_gate.Enter())
        {
            slot = _shares.Reserve();
            ref Hold hold = ref _shares[slot];
            hold.Kind = HeldKind.Share;
            hold.State = HoldState.Making;
            hold.Direction = direction;
            hold.Vaddr = buffer.Pointer;
            hold.Length = (nuint)(uint)buffer.Length;
            _shares.ContentOf(slot) = content;
            conflict = _sharedMemory.Add((nuint)buffer.Pointer, hold.Length, DeviceWrites(direction), slot);
            window = _windows.IsEmpty ? null : _windows.Find(buffer.Pointer, hold.Length);
        }

        if (conflict != RangeIndex.None || window is not null)
        {
            ReportUnfitMemory(options, slot, conflict, window);
        }

        stack = _stacks.Capture(options.Stacks);
        return slot;
    }

    /// <summary>The HAL refused the share: nothing is held (contract I11).</summary>
    public void CancelShare(int slot)
    {
        using (_gate.Enter())
        {
            Forget(slot, hasAddress: false);
        }
    }

    /// <summary>The HAL made the share: it is live from here on.</summary>
    public void CompleteShare(int slot, PhysAddr paddr, MakingStack? stack)
    {
        if (paddr == default)
        {
            CancelShare(slot);
            CheckedOptions options = Options;
            if (options.CheckHal)
            {
                Violations.Report(
                    options, "HAL4003", "Share returned address 0; a share that cannot be made throws DmaException (contract I11).");
            }

            return;
        }

        using (_gate.Enter())
        {
            ref Hold hold = ref _shares[slot];
            hold.State = HoldState.Live;
            hold.Paddr = paddr;
            hold.Sequence = ++_sequence;
            hold.MadeAt = stack;
            _shares.Add(slot);
            _figures.Shares++;
            _figures.SharedBytes += (long)hold.Length;
            _figures.LiveBytes += (long)hold.Length;
        }
    }

    /// <summary>Strikes a share out that the driver ends.</summary>
    /// <returns>What the HAL is to end, if anything.</returns>
    public Release Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        Release release;
        Content content;
        MakingStack? stack = _stacks.Capture(Options.Stacks);
        using (_gate.Enter())
        {
            int slot = _shares.First(paddr);
            while (slot != LiveTable.None && !(Names(_shares[slot], buffer) && _shares[slot].Direction == direction))
            {
                slot = _shares.Next(slot);
            }

            if (slot == LiveTable.None)
            {
                release = default;
                content = default;
            }
            else
            {
                release = Release.Of(_shares[slot]);
                content = _shares.ContentOf(slot);
                EndShare(slot, HoldState.Released, stack);
            }
        }

        return !release.Forward ? JudgeUnshare(paddr, buffer, direction) : release with { Changed = !content.IsStill(buffer) };
    }

    /// <summary>
    /// Reports that <see cref="Unshare"/> found the buffer changed; called after the HAL has ended the share, which was right.
    /// </summary>
    public void ReportChange(in Release release) =>
        Violations.Report(
            Options,
            "HAL1007",
            $"the driver wrote to the buffer of the {Describe.Share(release.Paddr, release.Buffer, release.Direction)} while it was "
                + "shared: its content at Unshare is not that at Share. "
                + "The device may have read either (contract C12)." + Describe.MadeAt(HeldKind.Share, release.MadeAt));

    private static bool DeviceWrites(BufferDirection direction) => direction != BufferDirection.DriverToDevice;

    private static bool Names(in Hold hold, DmaBuffer buffer) => hold.Vaddr == buffer.Pointer && hold.Length == (nuint)(uint)buffer.Length;

    // Strikes a live share out of every table. Under the lock.
    private void EndShare(int slot, HoldState state, MakingStack? endedAt = null)
    {
        ref Hold hold = ref _shares[slot];
        _figures.LiveBytes -= (long)hold.Length;
        hold.State = state;
        hold.EndedAt = endedAt;
        _ended.Add(hold);
        Forget(slot, hasAddress: true);
    }

    private void Forget(int slot, bool hasAddress)
    {
        ref Hold hold = ref _shares[slot];
        _sharedMemory.Remove((nuint)hold.Vaddr, hold.Length, DeviceWrites(hold.Direction), slot);
        if (hasAddress)
        {
            _shares.Remove(slot);
        }
        else
        {
            _shares.Free(slot);
        }
    }

    // The memory of a share that is being made is shared already, or is no memory. Where the report throws, nothing is held.
    private void ReportUnfitMemory(CheckedOptions options, int slot, int conflict, MmioWindows.Window? window)
    {
        Hold asked;
        Hold other;
        using (_gate.Enter())
        {
            asked = _shares[slot];
            other = conflict == RangeIndex.None ? default : _shares[conflict];
        }

        try
        {
            if (window is { } mapped)
            {
                Violations.Report(
                    options,
                    "HAL3003",
                    $"Share of {asked.Buffer}, {asked.Direction}, which are registers: the window of {mapped.Size} bytes at "
                        + $"{mapped.Paddr} that MmioPhysToVirt returned. Only memory can be shared.");
            }

            if (conflict != RangeIndex.None)
            {
                string state = other.State == HoldState.Live
                    ? $"which {Describe.Held(other)} still holds"
                    : "which another thread is sharing at this moment";
                Violations.Report(
                    options,
                    "HAL1011",
                    $"Share of {asked.Buffer}, {asked.Direction}, {state}; the device may write it, so one share must end before the "
                        + "next is made (contract C12)."
                        + Describe.MadeAt(HeldKind.Share, other.MadeAt));
            }
        }
        catch
        {
            CancelShare(slot);
            throw;
        }
    }
}
