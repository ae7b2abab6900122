namespace Hal;

/// <summary>
/// What a platform provides to drivers: DMA memory, access to MMIO, and the sharing of buffers with a device. The twin of the Rust
/// trait <c>Hal</c>. Platform authors do not implement it by hand: they mark a static partial class
/// <see cref="HalImplementationAttribute"/>, and the generator binds it. Drivers are generic: <c>where THal : struct, IHal</c>, so that
/// each HAL gets its own specialised code.
/// </summary>
/// <remarks>
/// <b>Implementation safety.</b> Every method may be called from any thread at any time (contract I13). The interface grows only by
/// <c>static virtual</c> members with a body, so a HAL that compiles today compiles tomorrow.
/// </remarks>
public unsafe interface IHal
{
    /// <summary>Allocates and zeroes <paramref name="pages"/> contiguous pages of memory that driver and device may both use.</summary>
    /// <param name="pages">The number of pages of <see cref="HalConstants.PageSize"/> bytes; at least 1.</param>
    /// <param name="direction">Who writes the memory; a HAL may use it to choose cache attributes.</param>
    /// <returns>The device's address and the driver's pointer of the same bytes, or <c>default</c> (Paddr 0) when there is no
    /// memory.</returns>
    /// <remarks>
    /// <b>Safety.</b> At least one page (contract C1). The result is failure when Paddr is 0 (I6); test it first (HAL2006).
    /// <para>
    /// <b>Implementation safety.</b> Address and pointer name the same contiguous pages (I1), coherent for their whole life without
    /// Share, with untorn aligned accesses of up to 8 bytes (I1b); valid until DmaDealloc (I2), aligned to a page (I3), aliasing no other
    /// allocation (I4), zeroed (I5). Failure is Paddr 0, so bus address 0 is never handed out (I6).
    /// </para>
    /// </remarks>
    static abstract DmaAllocation DmaAlloc(nuint pages, BufferDirection direction);

    /// <summary>Gives memory of <see cref="DmaAlloc"/> back.</summary>
    /// <param name="paddr">The address that DmaAlloc returned.</param>
    /// <param name="vaddr">The pointer that DmaAlloc returned.</param>
    /// <param name="pages">The number of pages that DmaAlloc was asked for.</param>
    /// <returns>0, or a platform's error code (I7).</returns>
    /// <remarks>
    /// <b>Safety.</b> The memory came from DmaAlloc of the same HAL (contract C2) and is given back once (C3), with the same pages (C4),
    /// address and pointer (C5), after the device has stopped using it (C13).
    /// <para><b>Implementation safety.</b> Take the pages from the device before they go back to the allocator; return 0 for success
    /// (I7).</para>
    /// </remarks>
    static abstract int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages);

    /// <summary>Makes a region of device registers accessible to the driver.</summary>
    /// <param name="paddr">The physical address of the region, from a BAR or a device tree.</param>
    /// <param name="size">The size of the region in bytes; at least 1.</param>
    /// <returns>A pointer to the first register. Access it through <see cref="MmioRegion"/>, never by plain dereference
    /// (HAL3001).</returns>
    /// <remarks>
    /// <b>Safety.</b> Address and size describe a real MMIO region of the device (contract C14).
    /// <para><b>Implementation safety.</b> The pointer is valid for the whole region and unaliased; the range may be checked, and refused
    /// by an exception (I8).</para>
    /// </remarks>
    static abstract byte* MmioPhysToVirt(PhysAddr paddr, nuint size);

    /// <summary>Shares a buffer with the device and returns the address that the device uses for it.</summary>
    /// <param name="buffer">The memory; not empty, of any origin and alignment.</param>
    /// <param name="direction">Who writes the buffer while it is shared.</param>
    /// <returns>One address for the whole buffer, never 0.</returns>
    /// <exception cref="DmaException">The buffer cannot be shared; nothing is held then (contract I11).</exception>
    /// <remarks>
    /// <b>Safety.</b> The buffer is valid and not empty (contract C6), and no other thread touches it during the call (C7). Each share is
    /// ended by exactly one Unshare (C9). Until then the buffer stays valid, rooted and unmoved, and is not touched against its direction
    /// (C12).
    /// <para>
    /// <b>Implementation safety.</b> The address covers the whole buffer contiguously (I9). The device sees the driver's bytes for
    /// DriverToDevice and Both (I10). The result is never 0, failure is a <see cref="DmaException"/> (I11). Shares are told apart by
    /// address: the same bytes may be in two shares, ended in any order (I12). Buffers come from anywhere, at any alignment (I14).
    /// </para>
    /// </remarks>
    static abstract PhysAddr Share(DmaBuffer buffer, BufferDirection direction);

    /// <summary>Ends a share: takes the buffer back from the device and makes what the device wrote visible to the driver.</summary>
    /// <param name="paddr">The address that the matching Share returned.</param>
    /// <param name="buffer">The same buffer as at Share.</param>
    /// <param name="direction">The same direction as at Share.</param>
    /// <remarks>
    /// <b>Safety.</b> The address is the one that the matching Share returned (contract C8), once (C9), with the same buffer and length
    /// (C10) and direction (C11), after the device is done with it (C13). No other thread touches the buffer during the call (C7).
    /// <para><b>Implementation safety.</b> The driver sees the device's bytes for DeviceToDriver and Both (I10). Unshare of DMA memory does
    /// not revoke the allocation (I14).</para>
    /// </remarks>
    static abstract void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction);

    /// <summary>
    /// Told when a driver gives a share or an allocation up on purpose without releasing it, because the device may still use it
    /// (<see cref="DmaOwnership.Abandon{THal}"/>). Does nothing by default; <see cref="Checked{THal}"/> uses it to tell a deliberate leak
    /// from a mistake.
    /// </summary>
    /// <param name="paddr">The address that Share or DmaAlloc returned.</param>
    static virtual void Abandoned(PhysAddr paddr)
    {
    }
}
