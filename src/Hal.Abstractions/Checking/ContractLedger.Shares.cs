using System.Runtime.CompilerServices;

namespace Hal;

/// <content>Share, and the Unshare that fits.</content>
internal sealed unsafe partial class ContractLedger
{
    /// <summary>Enters a share that the HAL is about to make.</summary>
    /// <returns>Its slot, or <see cref="LiveTable.None"/> where the HAL must not be called.</returns>
    public int BeginShare(DmaBuffer buffer, BufferDirection direction, out Making making)
    {
        CheckedOptions options = Options;
        making = default;
        if (buffer.IsEmpty)
        {
            Violations.Report(options, "HAL1009", "Share of an empty buffer; only a range of at least 1 byte can be shared (contract C6).");
            return LiveTable.None;
        }

        CheckDirection(direction);
        int slot;
        int conflict;
        bool isRegister;
        using (_gate.Enter())
        {
            slot = _shares.Reserve();
            ref Hold hold = ref _shares[slot];
            hold.Kind = HeldKind.Share;
            hold.Direction = direction;
            hold.Vaddr = buffer.Pointer;
            hold.Length = (nuint)(uint)buffer.Length;
            conflict = _sharedMemory.Add((nuint)buffer.Pointer, hold.Length, DeviceWrites(direction), slot);
            isRegister = !_windows.IsEmpty && _windows.Find(buffer.Pointer, hold.Length) is not null;
        }

        if (conflict != RangeIndex.None || isRegister)
        {
            ReportUnfitMemory(options, slot, conflict, buffer, direction);
        }

        making = new Making(
            _stacks.Capture(options.Stacks),
            direction == BufferDirection.DriverToDevice && !isRegister ? Content.Of(buffer, options.ComparedBytes) : default);
        return slot;
    }

    /// <summary>The HAL refused the share: nothing is held (contract I11).</summary>
    public void CancelShare(int slot)
    {
        using (_gate.Enter())
        {
            LeaveSharedMemory(slot);
            _shares.Free(slot);
        }
    }

    /// <summary>The HAL made the share: it is live from here on.</summary>
    public void CompleteShare(int slot, PhysAddr paddr, in Making making)
    {
        if (paddr == default)
        {
            CancelShare(slot);
            ReportHal(Options, "HAL4003", "Share returned address 0; a share that cannot be made throws DmaException (contract I11).");
            return;
        }

        using (_gate.Enter())
        {
            ref Hold hold = ref _shares[slot];
            hold.State = HoldState.Live;
            hold.Paddr = paddr;
            hold.Sequence = ++_sequence;
            hold.MadeAt = making.Stack;
            _shares.ContentOf(slot) = making.Content;
            _shares.Add(slot);
            _figures.Shares++;
            _figures.SharedBytes += (long)hold.Length;
            _figures.LiveBytes += (long)hold.Length;
        }
    }

    /// <summary>Strikes a share out that the driver ends.</summary>
    /// <param name="paddr">As for Unshare.</param>
    /// <param name="buffer">As for Unshare.</param>
    /// <param name="direction">As for Unshare.</param>
    /// <param name="changed">Whether the driver wrote to a DriverToDevice buffer while it was shared.</param>
    /// <returns>Whether the call is right, as it stands; if not, <see cref="JudgeUnshare"/> says why.</returns>
    public bool TryUnshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction, out bool changed)
    {
        MakingStack? stack = _stacks.Capture(Options.Stacks);
        Content content;
        using (_gate.Enter())
        {
            int slot = _shares.First(paddr);
            while (slot != LiveTable.None && !(Names(_shares[slot], buffer) && _shares[slot].Direction == direction))
            {
                slot = _shares.Next(slot);
            }

            if (slot == LiveTable.None)
            {
                changed = false;
                return false;
            }

            content = _shares.ContentOf(slot);
            EndShare(slot, HoldState.Released, stack);
        }

        changed = !content.IsStill(buffer);
        return true;
    }

    /// <summary>
    /// Reports what <see cref="TryUnshare"/> found changed; called after the HAL has ended the share, which was right.
    /// </summary>
    public void ReportChange(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        MakingStack? madeAt;
        using (_gate.Enter())
        {
            ref Hold ended = ref _ended.Find(HeldKind.Share, paddr);
            madeAt = Unsafe.IsNullRef(ref ended) ? null : ended.MadeAt; // other threads may have filled the ring since
        }

        Violations.Report(
            Options,
            "HAL1007",
            $"the driver wrote to the buffer of the {Describe.Share(paddr, buffer, direction)} while it was shared: its content at Unshare "
                + "is not that at Share. The device may have read either (contract C12)."
                + Describe.MadeAt(HeldKind.Share, madeAt));
    }

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
        LeaveSharedMemory(slot);
        _shares.Remove(slot);
    }

    private void LeaveSharedMemory(int slot)
    {
        ref Hold hold = ref _shares[slot];
        _sharedMemory.Remove((nuint)hold.Vaddr, hold.Length, DeviceWrites(hold.Direction), slot);
    }

    // The memory of a share that is being made is shared already, or is no memory. Where the report throws, nothing is held.
    private void ReportUnfitMemory(CheckedOptions options, int slot, int conflict, DmaBuffer buffer, BufferDirection direction)
    {
        Hold other;
        MmioWindows.Window? window;
        using (_gate.Enter())
        {
            other = conflict == RangeIndex.None ? default : _shares[conflict];
            window = _windows.Find(buffer.Pointer, (nuint)(uint)buffer.Length);
        }

        try
        {
            if (window is { } registers)
            {
                Violations.Report(
                    options,
                    "HAL3003",
                    $"Share of {buffer}, {direction}, which are registers: the window of {registers.Size} bytes at {registers.Paddr} that "
                        + "MmioPhysToVirt returned. Only memory can be shared.");
            }

            if (conflict != RangeIndex.None)
            {
                string state = other.State == HoldState.Live
                    ? $"which {Describe.Held(other)} still holds"
                    : "which another thread is sharing at this moment";
                Violations.Report(
                    options,
                    "HAL1011",
                    $"Share of {buffer}, {direction}, {state}; the device may write it, so one share must end before the next is made "
                        + "(contract C12)."
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
