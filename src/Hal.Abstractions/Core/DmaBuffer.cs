using System.Runtime.CompilerServices;
#if HAL_FREESTANDING
#pragma warning disable CS0660, CS0661 // without a runtime there is no object equality to override
#else
using System;
using System.Diagnostics.CodeAnalysis;
#endif

namespace Hal;

/// <summary>
/// A range of memory that a driver shares with a device: a pointer and a length in bytes. The twin of <c>NonNull&lt;[u8]&gt;</c>: never
/// null and never empty, except for <c>default</c> (<see cref="IsEmpty"/>), which no HAL call accepts (contract C6).
/// </summary>
/// <remarks>
/// <b>Safety.</b> The value does not own the memory and does not pin it. From Share to Unshare the memory must stay valid, unmoved
/// and untouched against its direction (contract C12). For managed memory use <see cref="PinnedBuffer"/>.
/// </remarks>
public readonly unsafe struct DmaBuffer
#if !HAL_FREESTANDING
    : IEquatable<DmaBuffer>
#endif
{
    private readonly byte* _pointer;
    private readonly int _length;

    /// <summary>Names the <paramref name="length"/> bytes that start at <paramref name="pointer"/>.</summary>
    /// <param name="pointer">The first byte; not null.</param>
    /// <param name="length">The length in bytes; at least 1.</param>
    /// <exception cref="System.ArgumentNullException"><paramref name="pointer"/> is null.</exception>
    /// <exception cref="System.ArgumentOutOfRangeException"><paramref name="length"/> is 0 or negative.</exception>
    /// <remarks><b>Safety.</b> All bytes of the range must be valid for as long as the buffer is used (contract C6).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DmaBuffer(byte* pointer, int length)
    {
        if (pointer == null)
        {
            ThrowHelper.NullPointer(nameof(pointer));
        }

        if (length <= 0)
        {
            ThrowHelper.BufferLengthNotPositive(length);
        }

        _pointer = pointer;
        _length = length;
    }

    /// <summary>The bytes of one value: a request header, a status byte.</summary>
    /// <param name="value">The value; not null. It must not move: a field of pinned memory, native memory, DMA memory.</param>
    /// <exception cref="System.ArgumentNullException"><paramref name="value"/> is null.</exception>
    /// <remarks>
    /// <b>Safety.</b> As for the constructor. A local variable lives on the stack and dies with its method: rules HAL1008, HAL1014.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DmaBuffer Of<T>(T* value)
        where T : unmanaged => new((byte*)value, sizeof(T));

    /// <summary>The first byte; null only for <c>default</c>.</summary>
    public byte* Pointer => _pointer;

    /// <summary>The length in bytes; 0 only for <c>default</c>.</summary>
    public int Length => _length;

    /// <summary>Whether this is <c>default</c>, which no HAL call accepts.</summary>
    public bool IsEmpty => _length == 0;

    /// <summary>The byte at <paramref name="index"/>, checked against the length.</summary>
    /// <exception cref="System.ArgumentOutOfRangeException"><paramref name="index"/> is not in 0 .. Length - 1.</exception>
    /// <remarks><b>Safety.</b> The memory must still be valid, and not shared against this access (contract C12, rule HAL1007).</remarks>
    public ref byte this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)_length)
            {
                ThrowHelper.BufferIndex(index, _length);
            }

            return ref _pointer[index];
        }
    }

    /// <summary>The part of <paramref name="length"/> bytes that starts <paramref name="offset"/> bytes into this buffer.</summary>
    /// <param name="offset">The first byte of the part; 0 or more.</param>
    /// <param name="length">The length of the part in bytes; at least 1, since a buffer is never empty.</param>
    /// <exception cref="System.ArgumentOutOfRangeException">The part is empty or does not lie within this buffer.</exception>
    public DmaBuffer Slice(int offset, int length)
    {
        if (offset < 0 || length <= 0 || offset > _length - length)
        {
            ThrowHelper.BufferSlice(offset, length, _length);
        }

        return new DmaBuffer(_pointer + offset, length);
    }

    /// <summary>Whether both name the same bytes: the same pointer and the same length.</summary>
    public static bool operator ==(DmaBuffer left, DmaBuffer right) => left._pointer == right._pointer && left._length == right._length;

    /// <summary>Whether the two name different bytes.</summary>
    public static bool operator !=(DmaBuffer left, DmaBuffer right) => !(left == right);

#if !HAL_FREESTANDING
    /// <summary>The bytes as a span; empty for <c>default</c>.</summary>
    /// <remarks>
    /// <b>Safety.</b> Reads and writes through the span are accesses of the CPU: rule HAL1007 while the buffer is shared.
    /// </remarks>
    public Span<byte> AsSpan() => new(_pointer, _length);

    /// <summary>The bytes as a read-only span; empty for <c>default</c>.</summary>
    /// <remarks>
    /// <b>Safety.</b> Reads through the span are accesses of the CPU: rule HAL1007 while the device may write the buffer.
    /// </remarks>
    public ReadOnlySpan<byte> AsReadOnlySpan() => new(_pointer, _length);

    /// <inheritdoc/>
    public bool Equals(DmaBuffer other) => this == other;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is DmaBuffer other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine((nuint)_pointer, _length);

    /// <summary>The CPU pointer in hexadecimal and the length, such as <c>byte[512] at 0x7f001000</c>.</summary>
    public override string ToString() => $"byte[{_length}] at 0x{(nuint)_pointer:x}";
#endif
}
