using System;
using System.Diagnostics.CodeAnalysis;

namespace Hal;

/// <summary>
/// Every exception that the API throws, with its text. The one place that <c>Core/</c> fails through: a build without a runtime compiles
/// <c>Core/</c> with a <c>ThrowHelper</c> of its own.
/// </summary>
/// <remarks>
/// Never mark these NoInlining: the JIT then no longer sees that they do not return, and keeps values alive across the call in the hot path
/// (measured: up to a third of a share and unshare pair). A method that only throws is never inlined anyway.
/// </remarks>
internal static class ThrowHelper
{
    [DoesNotReturn]
    public static void NullPointer(string parameter) =>
        throw new ArgumentNullException(parameter, "The pointer is null. A buffer or register window must point to mapped memory.");

    [DoesNotReturn]
    public static void BufferLengthNotPositive(int length) =>
        throw new ArgumentOutOfRangeException(nameof(length), length, $"A buffer has at least 1 byte; the length is {length}.");

    [DoesNotReturn]
    public static void BufferIndex(int index, int length) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, $"The index {index} is outside the buffer of {length} bytes.");

    [DoesNotReturn]
    public static void BufferSlice(int offset, int length, int total) =>
        throw new ArgumentOutOfRangeException(
            nameof(offset), offset, $"The {length} bytes at offset {offset} are not a non-empty part of the buffer of {total} bytes.");

    [DoesNotReturn]
    public static void EmptyBuffer(string parameter) =>
        throw new ArgumentException("The buffer is empty. Only a range of at least 1 byte can be shared (contract C6).", parameter);

    [DoesNotReturn]
    public static void NegativeAddressOffset(int offset) =>
        throw new ArgumentOutOfRangeException(nameof(offset), offset, $"The offset {offset} is negative; subtract its magnitude instead.");

    [DoesNotReturn]
    public static void AddressOverflow(ulong address, ulong offset) =>
        throw new OverflowException($"The address 0x{address:x} plus {offset} bytes leaves the 64-bit address space.");

    [DoesNotReturn]
    public static void AddressUnderflow(ulong address, ulong subtrahend) =>
        throw new OverflowException($"The address 0x{address:x} minus 0x{subtrahend:x} lies below address 0.");

    [DoesNotReturn]
    public static void ZeroPages(string parameter) =>
        throw new ArgumentOutOfRangeException(parameter, (nuint)0, "DMA memory has at least 1 page; 0 pages were asked for (contract C1).");

    [DoesNotReturn]
    public static void TooManyPages(string parameter, nuint pages) =>
        throw new ArgumentOutOfRangeException(
            parameter,
            pages,
            $"{pages} pages of {HalConstants.PageSize} bytes overflow the address space; at most "
                + $"{nuint.MaxValue / HalConstants.PageSize} pages are possible.");

    [DoesNotReturn]
    public static void UnknownDirection(string parameter, BufferDirection direction) =>
        throw new ArgumentOutOfRangeException(
            parameter, direction, $"The direction {(int)direction} is none of DriverToDevice, DeviceToDriver and Both.");

    [DoesNotReturn]
    public static void AllocationFailed(nuint pages, BufferDirection direction) =>
        throw new DmaException($"The HAL could not allocate {pages} pages of DMA memory for {direction}: DmaAlloc returned address 0.");

    [DoesNotReturn]
    public static void NullAllocation(PhysAddr paddr, nuint pages) =>
        throw new HalContractException(
            "HAL4003", $"DmaAlloc returned a null pointer with the address {paddr} for {pages} pages; failure is address 0 (contract I6).");

    [DoesNotReturn]
    public static void DeallocationFailed(PhysAddr paddr, int status) =>
        throw new DmaException($"The HAL could not give back the DMA memory at {paddr}: DmaDealloc returned status {status}.");

    [DoesNotReturn]
    public static void NegativeOffset(string parameter, int offset) =>
        throw new ArgumentOutOfRangeException(
            parameter, offset, $"The offset {offset} is negative; it counts bytes from the start of the region.");

    [DoesNotReturn]
    public static void DmaOffset(Type dma, nuint offset, nuint length, bool released)
    {
        ObjectDisposedException.ThrowIf(released, dma);
        throw new ArgumentOutOfRangeException(
            nameof(offset), offset, $"The offset {offset} is at or past the end of the region of {length} bytes (contract C15).");
    }

    [DoesNotReturn]
    public static void DmaRange(Type dma, nuint offset, nuint size, nuint length, bool released)
    {
        ObjectDisposedException.ThrowIf(released, dma);
        throw new ArgumentOutOfRangeException(
            nameof(offset),
            offset,
            $"The {size} bytes at offset {offset} end past the end of the region of {length} bytes (contract C15).");
    }

    [DoesNotReturn]
    public static void MisalignedPointer(Type type, string parameter, nuint offset, nuint alignment) =>
        throw new ArgumentException($"The offset {offset} is not a multiple of {alignment}, the alignment of {type}.", parameter);

    [DoesNotReturn]
    public static void TooLongForSpan(nuint length) =>
        throw new InvalidOperationException(
            $"The region has {length} bytes; a span or buffer holds at most {int.MaxValue}. Take parts of it by Slice.");

    [DoesNotReturn]
    public static void ZeroSize(string parameter) =>
        throw new ArgumentOutOfRangeException(parameter, (nuint)0, "A register region has at least 1 byte; its size is 0.");

    [DoesNotReturn]
    public static void MappingFailed(PhysAddr paddr, nuint size) =>
        throw new HalException($"The HAL returned a null pointer for the {size} bytes of registers at {paddr} (contract I8).");

    [DoesNotReturn]
    public static void MmioSlice(nuint offset, nuint size, nuint total) =>
        throw new ArgumentOutOfRangeException(
            nameof(offset),
            offset,
            $"The {size} bytes at offset {offset} are not a non-empty part of the register region of {total} bytes.");

    [DoesNotReturn]
    public static void RegisterRange(nuint offset, nuint width, nuint size) =>
        throw new ArgumentOutOfRangeException(
            nameof(offset), offset, $"The {width}-byte register at offset {offset} is outside the register region of {size} bytes.");

    [DoesNotReturn]
    public static void RegisterAlignment(nuint offset, nuint width) =>
        throw new ArgumentException($"The register at offset {offset} is not aligned to its width of {width} bytes.", nameof(offset));
}
