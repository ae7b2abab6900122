using System.Runtime.CompilerServices;
using System.Threading;

namespace Hal;

/// <summary>
/// A window of device registers. Every access is volatile, of exactly the width it names, in program order, aligned and checked
/// against the size of the region: what a plain dereference does not promise (rule HAL3001).
/// </summary>
/// <remarks>Values are in the byte order of the machine. <c>default</c> has size 0, so every access to it throws.</remarks>
public readonly unsafe struct MmioRegion
{
    private readonly byte* _pointer;
    private readonly nuint _size;

    /// <summary>Wraps registers that are already mapped.</summary>
    /// <param name="pointer">The first register, as <see cref="IHal.MmioPhysToVirt"/> or the system's own mapping returned it; not
    /// null.</param>
    /// <param name="size">The size of the mapping in bytes; at least 1.</param>
    /// <exception cref="System.ArgumentNullException"><paramref name="pointer"/> is null.</exception>
    /// <exception cref="System.ArgumentOutOfRangeException"><paramref name="size"/> is 0.</exception>
    /// <remarks><b>Safety.</b> The whole range is mapped, as device memory, for as long as the region is used (contract C14).</remarks>
    public MmioRegion(byte* pointer, nuint size)
    {
        if (pointer == null)
        {
            ThrowHelper.NullPointer(nameof(pointer));
        }

        if (size == 0)
        {
            ThrowHelper.ZeroSize(nameof(size));
        }

        _pointer = pointer;
        _size = size;
    }

    /// <summary>Maps a region through the HAL.</summary>
    /// <typeparam name="THal">The HAL that maps.</typeparam>
    /// <param name="paddr">The physical address of the region, from a BAR or a device tree.</param>
    /// <param name="size">The size of the region in bytes; at least 1 (rule HAL3004).</param>
    /// <exception cref="System.ArgumentOutOfRangeException"><paramref name="size"/> is 0.</exception>
    /// <exception cref="HalException">The HAL returned a null pointer, against contract I8.</exception>
    /// <remarks><b>Safety.</b> Address and size describe a real MMIO region (contract C14).</remarks>
    public static MmioRegion Map<THal>(PhysAddr paddr, nuint size)
        where THal : struct, IHal
    {
        if (size == 0)
        {
            ThrowHelper.ZeroSize(nameof(size));
        }

        byte* pointer = THal.MmioPhysToVirt(paddr, size);
        if (pointer == null)
        {
            ThrowHelper.MappingFailed(paddr, size);
        }

        return new MmioRegion(pointer, size);
    }

    /// <summary>The size of the region in bytes; 0 only for <c>default</c>.</summary>
    public nuint Size => _size;

    /// <summary>
    /// The part of <paramref name="size"/> bytes at <paramref name="offset"/>: one capability of a BAR, one function's registers.
    /// </summary>
    /// <param name="offset">In bytes from the start of this region.</param>
    /// <param name="size">In bytes; at least 1.</param>
    /// <exception cref="System.ArgumentOutOfRangeException">The part is empty or does not lie within this region.</exception>
    public MmioRegion Slice(nuint offset, nuint size)
    {
        if (size == 0 || offset > _size || size > _size - offset)
        {
            ThrowHelper.MmioSlice(offset, size, _size);
        }

        return new MmioRegion(_pointer + offset, size);
    }

    /// <summary>Reads the 8-bit register at <paramref name="offset"/>.</summary>
    /// <inheritdoc cref="Read32(nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Read8(nuint offset) => Volatile.Read(ref *Register(offset, sizeof(byte)));

    /// <summary>Reads the 16-bit register at <paramref name="offset"/>.</summary>
    /// <inheritdoc cref="Read32(nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ushort Read16(nuint offset) => Volatile.Read(ref *(ushort*)Register(offset, sizeof(ushort)));

    /// <summary>Reads the 32-bit register at <paramref name="offset"/>.</summary>
    /// <param name="offset">In bytes from the start of the region; the register is aligned to its width and lies within the region.</param>
    /// <returns>The value, in the machine's byte order. It comes from the device: untrusted (contract C18).</returns>
    /// <exception cref="System.ArgumentOutOfRangeException">The register does not lie within the region (rule HAL3002).</exception>
    /// <exception cref="System.ArgumentException">The register is not aligned to its width.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Read32(nuint offset) => Volatile.Read(ref *(uint*)Register(offset, sizeof(uint)));

    /// <summary>Reads the 64-bit register at <paramref name="offset"/>, in one access on a 64-bit machine.</summary>
    /// <inheritdoc cref="Read32(nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Read64(nuint offset) => Volatile.Read(ref *(ulong*)Register(offset, sizeof(ulong)));

    /// <summary>Writes the 8-bit register at <paramref name="offset"/>.</summary>
    /// <inheritdoc cref="Write32(nuint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write8(nuint offset, byte value) => Volatile.Write(ref *Register(offset, sizeof(byte)), value);

    /// <summary>Writes the 16-bit register at <paramref name="offset"/>.</summary>
    /// <inheritdoc cref="Write32(nuint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write16(nuint offset, ushort value) => Volatile.Write(ref *(ushort*)Register(offset, sizeof(ushort)), value);

    /// <summary>Writes the 32-bit register at <paramref name="offset"/>.</summary>
    /// <param name="offset">In bytes from the start of the region; the register is aligned to its width and lies within the region.</param>
    /// <param name="value">The value, in the machine's byte order.</param>
    /// <exception cref="System.ArgumentOutOfRangeException">The register does not lie within the region (rule HAL3002).</exception>
    /// <exception cref="System.ArgumentException">The register is not aligned to its width.</exception>
    /// <remarks>
    /// The write is a release: what the driver wrote to memory before is visible to the device that the write wakes (contract C17).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write32(nuint offset, uint value) => Volatile.Write(ref *(uint*)Register(offset, sizeof(uint)), value);

    /// <summary>Writes the 64-bit register at <paramref name="offset"/>, in one access on a 64-bit machine.</summary>
    /// <inheritdoc cref="Write32(nuint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write64(nuint offset, ulong value) => Volatile.Write(ref *(ulong*)Register(offset, sizeof(ulong)), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Register(nuint offset, nuint width)
    {
        if (_size < width || offset > _size - width)
        {
            ThrowHelper.RegisterRange(offset, width, _size);
        }

        byte* register = _pointer + offset;
        if (((nuint)register & (width - 1)) != 0)
        {
            ThrowHelper.RegisterAlignment(offset, width);
        }

        return register;
    }
}
