using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;

namespace Hal.Testing;

/// <summary>
/// The memory of one scope of the fake HAL by bus address. Addresses only grow: none is used twice, so an access to what has ended is told
/// from one to what never was; and none is ever a pointer. One lock guards all: the device may access from any thread, and what it accesses
/// must not go meanwhile.
/// </summary>
internal sealed unsafe class FakeBus
{
    // No process has pointers with this bit: user space ends below 2^57, and the kernel's half starts with ones.
    private const ulong FirstBase = 1UL << 62;
    private const int ScopeShift = 44;

    // Between two regions: an access that runs past the end of one meets none.
    private const ulong Gap = 64;

    // What has ended is kept, full of poison, until so many bytes or regions of it are there.
    private const nuint MostKeptBytes = 4 * 1024 * 1024;
    private const int MostKept = 4096;
    private static int s_scopes;

    private readonly Action<string, string> _report;
    private readonly List<FakeRegion> _regions = []; // by address, which is the order of their making
    private readonly Queue<FakeRegion> _kept = [];
    private readonly List<FakeRegisters> _registers = [];
    private readonly List<DeviceFaultException> _faults = [];
    private ulong _next;
    private nuint _keptBytes;
    private int _freed;

    /// <param name="report">Called with rule and text for what the driver did wrong; never under <see cref="Gate"/>.</param>
    public FakeBus(Action<string, string> report)
    {
        _report = report;
        _next = FirstBase + ((ulong)(uint)Interlocked.Increment(ref s_scopes) << ScopeShift);
    }

    /// <summary>Held around every use of the memory of a region.</summary>
    public object Gate { get; } = new();

    public PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        lock (Gate)
        {
            var region = FakeRegion.ForShare(NextAddress((nuint)(uint)buffer.Length, alignment: 64), buffer, direction);
            _regions.Add(region);
            return region.Paddr;
        }
    }

    /// <summary>Ends a share; the ledger has found the call to be right.</summary>
    public void Unshare(PhysAddr paddr)
    {
        FakeRegion region;
        int touched;
        lock (Gate)
        {
            region = _regions[IndexAtOrBelow(paddr)];
            touched = region.FirstTouched();
            if (region.Direction != BufferDirection.DriverToDevice)
            {
                region.Bytes.CopyTo(region.Original);
            }
        }

        End(region);
        if (touched >= 0)
        {
            _report(
                "HAL1007",
                $"the driver wrote to byte {touched} of {new DmaBuffer(region.DriverMemory, (int)region.Length)} while it was shared as "
                    + $"{paddr}, {region.Direction}; from Share to Unshare the buffer is the device's "
                    + "(contract C12).");
        }
    }

    public DmaAllocation Allocate(nuint pages, BufferDirection direction)
    {
        if (pages > int.MaxValue / HalConstants.PageSize)
        {
            return default; // more than a fake has
        }

        lock (Gate)
        {
            var region = FakeRegion.ForAllocation(NextAddress(pages * HalConstants.PageSize, HalConstants.PageSize), pages, direction);
            _regions.Add(region);
            return new DmaAllocation(region.Paddr, region.Memory);
        }
    }

    public void Deallocate(PhysAddr paddr)
    {
        FakeRegion region;
        lock (Gate)
        {
            region = _regions[IndexAtOrBelow(paddr)];
        }

        End(region);
    }

    public FakeRegisters AddRegisters(nuint size)
    {
        lock (Gate)
        {
            nuint bytes = HalConstants.PagesFor(size) * HalConstants.PageSize;
            byte* pointer = (byte*)NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
            NativeMemory.Clear(pointer, bytes);
            var registers = new FakeRegisters(NextAddress(bytes, HalConstants.PageSize), pointer, size);
            _registers.Add(registers);
            return registers;
        }
    }

    public byte* Map(PhysAddr paddr, nuint size)
    {
        lock (Gate)
        {
            FakeRegisters registers = _registers.Find(window => window.Contains(paddr, size))
                ?? throw new HalException(
                    $"The fake HAL has no registers in the {size} bytes at {paddr}; a test adds them by AddRegisters (contract C14).");
            return registers.Pointer + (paddr - registers.Paddr);
        }
    }

    /// <summary>
    /// Where the device finds the bytes that it accesses, to be used under <see cref="Gate"/>; null where it may not, with the reason, and
    /// with the rule that the driver has broken by giving the device this address, if it is the driver's mistake.
    /// </summary>
    public byte* Access(PhysAddr paddr, int length, bool isWrite, out string? ruleId, out string? reason)
    {
        int index = IndexAtOrBelow(paddr);
        FakeRegion? region = index >= 0 ? _regions[index] : null;
        if (region is null || !region.Contains(paddr))
        {
            (ruleId, reason) = Nowhere(paddr, region);
            return null;
        }

        string what = $"{(region.Kind == HeldKind.Share ? "share" : "DMA memory")} {region.Paddr}";
        (ruleId, reason) = region switch
        {
            { HasEnded: true, Kind: HeldKind.Share } =>
                ("HAL1010", $"{what} has ended: the device got its address after Unshare, or Unshare came too early (contract C13)"),
            { HasEnded: true } => ("HAL2008", $"{what} was given back before: the driver still lets the device use it"),
            _ when (ulong)length > region.Length - (paddr - region.Paddr) => (null, $"{what} has only {region.Length} bytes"),
            _ when isWrite && region.Direction == BufferDirection.DriverToDevice =>
                (null, $"{what} is DriverToDevice, which the device may only read"),
            _ => ((string?)null, (string?)null),
        };
        return reason is null ? region.Memory + (paddr - region.Paddr) : null;
    }

    /// <summary>Writes an access down that the device may not make, and throws what it is.</summary>
    public void Refuse(PhysAddr paddr, int length, bool isWrite, string? ruleId, string reason)
    {
        string message = $"The device {(isWrite ? "writes" : "reads")} {length} bytes at {paddr}, but {reason}.";
        if (ruleId is not null)
        {
            _report(ruleId, message);
        }

        var fault = new DeviceFaultException(message, paddr, length, isWrite);
        lock (Gate)
        {
            if (ruleId is null)
            {
                _faults.Add(fault);
            }
        }

        throw fault;
    }

    /// <summary>
    /// Accesses that the device may not make, in their order, since the last call; those that are the driver's mistake are reported
    /// instead.
    /// </summary>
    public DeviceFaultException[] TakeFaults()
    {
        lock (Gate)
        {
            DeviceFaultException[] faults = [.. _faults];
            _faults.Clear();
            return faults;
        }
    }

    /// <summary>Looks at the guards of what lives and at the poison of what has ended.</summary>
    public void Inspect()
    {
        List<(string RuleId, string Message)> damages = [];
        lock (Gate)
        {
            _regions.FindAll(region => !region.IsFreed).ForEach(region => NoteDamage(region, damages));
        }

        damages.ForEach(damage => _report(damage.RuleId, damage.Message));
    }

    /// <summary>Frees everything. Addresses go on growing.</summary>
    public void Clear()
    {
        lock (Gate)
        {
            _regions.FindAll(region => !region.IsFreed).ForEach(region => region.Free());
            _registers.ForEach(registers => NativeMemory.AlignedFree(registers.Pointer));
            _regions.Clear();
            _registers.Clear();
            _kept.Clear();
            _faults.Clear();
            _keptBytes = 0;
            _freed = 0;
        }
    }

    // What an address is that lies in no region; the nearest region below it helps to find out.
    private (string? RuleId, string Reason) Nowhere(PhysAddr paddr, FakeRegion? below)
    {
        FakeRegion? pointed = _regions.Find(region => !region.HasEnded && region.IsPointerInto(paddr.Value));
        if (pointed is not null)
        {
            PhysAddr right = pointed.Paddr + (paddr.Value - (ulong)pointed.DriverMemory);
            return ("HAL1015", $"that is a pointer of the driver; the device's address of it is {right}");
        }

        return (null, below is null
            ? "nothing was ever shared or allocated there"
            : $"nothing is shared or allocated there; next below is {below.Paddr} of {below.Length} bytes");
    }

    private PhysAddr NextAddress(nuint length, ulong alignment)
    {
        ulong address = (_next + alignment - 1) & ~(alignment - 1);
        _next = address + length + Gap;
        return new PhysAddr(address);
    }

    private void End(FakeRegion region)
    {
        List<(string RuleId, string Message)> damages = [];
        lock (Gate)
        {
            NoteDamage(region, damages);
            region.End();
            _kept.Enqueue(region);
            _keptBytes += region.Length;
            while (_keptBytes > MostKeptBytes || _kept.Count > MostKept)
            {
                FakeRegion oldest = _kept.Dequeue();
                NoteDamage(oldest, damages);
                _keptBytes -= oldest.Length;
                oldest.Free();
                _freed++;
            }

            if (_freed > MostKept)
            {
                _regions.RemoveAll(gone => gone.IsFreed);
                _freed = 0;
            }
        }

        damages.ForEach(damage => _report(damage.RuleId, damage.Message));
    }

    // What is found on live memory was written beside it; what is found later was written after its end, for it was whole then.
    private static void NoteDamage(FakeRegion region, List<(string RuleId, string Message)> damages)
    {
        if (!region.IsReported && region.Damage() is { } damage)
        {
            region.IsReported = true;
            bool share = region.Kind == HeldKind.Share;
            string ruleId = !region.HasEnded ? "HAL2009" : share ? "HAL1010" : "HAL2008";
            string what = share ? "bounce buffer of the share" : "DMA memory";
            damages.Add((ruleId, $"the {what} {region.Paddr} of {region.Length} bytes: {damage}."));
        }
    }

    // The last region that starts at or below an address, or -1.
    private int IndexAtOrBelow(PhysAddr paddr)
    {
        int low = 0;
        int high = _regions.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_regions[middle].Paddr <= paddr)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }
}
