using System;
using System.IO;
using System.Threading;
using Hal;
using Virtio.Platforms.Linux;

namespace Virtio.Platforms.VhostUser;

/// <summary>
/// Memory that this process shares with a vhost-user back-end: an anonymous file, mapped here and, once its descriptor was sent, mapped there. The back-end
/// knows it by guest addresses, which begin at <see cref="GuestBase"/>.
/// </summary>
/// <remarks>
/// The lower half is DMA memory, the upper half a <see cref="BouncePool"/>. Lives as long as the process: a back-end that cannot be stopped may write it to the end.
/// </remarks>
internal sealed unsafe class SharedRegion
{
    // No user-space pointer has bit 62 set, so that a pointer that is taken for an address lies outside of every table.
    private const ulong FirstGuestAddress = 1UL << 62;

    // A page: as long as a request of a file system reads at once, and a bounce of 64 KiB is a run of 16 slots.
    private const int SlotBytes = HalConstants.PageSize;

    private readonly byte* _start;
    private readonly int _dmaLength;
    private readonly BuddyAllocator _allocator;
    private readonly Lock _gate = new();

    /// <summary>Makes the file and maps it.</summary>
    /// <param name="length">In bytes, a power of two of pages. Costs memory only as it is used.</param>
    public SharedRegion(int length)
    {
        Length = length;
        File = Libc.MemfdCreate("virtio-dma", Libc.MemfdCloseOnExec | Libc.MemfdAllowSealing);

        // Sealed against shrinking: a back-end that could cut the file would kill this process at its next access.
        if (File < 0 || Libc.FTruncate(File, length) < 0 || Libc.FCntl(File, Libc.AddSeals, Libc.SealShrink) < 0)
        {
            throw new IOException($"The shared memory file could not be made: {Libc.LastError()}");
        }

        _start = Libc.MMap(null, (nuint)length, Libc.ProtectRead | Libc.ProtectWrite, Libc.MapShared, File, 0);
        if ((nint)_start == -1)
        {
            throw new IOException($"{length} bytes of shared memory could not be mapped: {Libc.LastError()}");
        }

        GuestBase = new PhysAddr(FirstGuestAddress);
        _dmaLength = length / 2;
        _allocator = new BuddyAllocator(_dmaLength);
        byte* upper = _start + _dmaLength;
        Bounces = new BouncePool(new DmaAllocation(AddressOf(upper), upper), (nuint)_dmaLength, SlotBytes, "vhost-user");
        Bounces.AddVisible(new DmaAllocation(GuestBase, _start), (nuint)_dmaLength);
    }

    /// <summary>The descriptor of the file.</summary>
    public int File { get; }

    /// <summary>The length in bytes.</summary>
    public int Length { get; }

    /// <summary>The guest address of the first byte.</summary>
    public PhysAddr GuestBase { get; }

    /// <summary>The address of the first byte in this process, by which the front-end names the rings.</summary>
    public ulong UserBase => (ulong)_start;

    /// <summary>The upper half, for buffers that lie elsewhere. DMA memory passes through it without a copy.</summary>
    public BouncePool Bounces { get; }

    /// <summary>Takes a block of DMA memory of at least <paramref name="length"/> bytes, aligned to its size rounded up to a power of two.</summary>
    /// <returns>The first byte, or null when there is none so long.</returns>
    public byte* Allocate(nuint length)
    {
        lock (_gate)
        {
            int offset = length > (nuint)_dmaLength ? -1 : _allocator.Allocate((int)length);
            return offset < 0 ? null : _start + offset;
        }
    }

    /// <summary>Gives a block back.</summary>
    /// <returns>Whether a block of that length begins there.</returns>
    public bool Free(byte* pointer, nuint length)
    {
        lock (_gate)
        {
            return IsDmaMemory(pointer, 1) && length <= (nuint)_dmaLength && _allocator.Free((int)(pointer - _start), (int)length);
        }
    }

    /// <summary>Whether the bytes lie in the lower half.</summary>
    public bool IsDmaMemory(byte* pointer, int length) => pointer >= _start && pointer + length <= _start + _dmaLength;

    /// <summary>The guest address of a byte of the region.</summary>
    public PhysAddr AddressOf(byte* pointer) => GuestBase + (ulong)(pointer - _start);

    /// <summary>The byte at a guest address.</summary>
    public byte* PointerAt(PhysAddr address) => _start + (address - GuestBase);
}
