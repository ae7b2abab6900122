using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Hal;

/// <summary>
/// The owner of a contiguous region of DMA memory, zeroed and page-aligned. The twin of the Rust struct <c>Dma&lt;H&gt;</c>. Each HAL class
/// has its own specialisation, <c>MyHal.Dma</c>.
/// </summary>
/// <typeparam name="THal">The HAL that allocates, a struct: the binding of a HAL class.</typeparam>
/// <remarks>
/// There is no finalizer on purpose: freeing memory that a device still writes corrupts the heap, a leak does not. Rule HAL2002 and
/// <see cref="Checked{THal}"/> report a region that is never disposed.
/// <para><b>Safety.</b> The members may be called from any thread; the accesses through the pointers are the caller's to order (contract
/// C17). What is read back from memory that the device may write is untrusted (C18).</para>
/// </remarks>
public unsafe class Dma<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Live = 0;
    private const int Released = 1;
    private const int Abandoned = 2;

    private readonly PhysAddr _paddr;
    private readonly byte* _vaddr;

    // In bytes, and 0 once the memory was given back: so the bounds check of every access is the check for use after Dispose as well.
    private nuint _length;
    private int _state;
    private readonly byte _direction;

    /// <summary>Allocates <paramref name="pages"/> pages for <paramref name="direction"/>.</summary>
    /// <param name="pages">The number of pages of <see cref="HalConstants.PageSize"/> bytes; at least 1 (contract C1).</param>
    /// <param name="direction">Who writes the memory.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pages"/> is 0 or more bytes than the address space has, or
    /// <paramref name="direction"/> is none of the three.</exception>
    /// <exception cref="DmaException">The HAL has no such memory: DmaAlloc returned Paddr 0 (contract I6).</exception>
    /// <exception cref="HalContractException">The HAL returned a null pointer with an address (rule HAL4003).</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Dma(nuint pages, BufferDirection direction)
        : this(Allocate(pages, direction), pages, direction)
    {
        if (_paddr == default)
        {
            ThrowHelper.AllocationFailed(pages, direction);
        }
    }

    /// <summary>Takes over memory that <see cref="Allocate"/> returned. For the specialisations that the generator emits.</summary>
    /// <param name="allocation">The memory. With Paddr 0 the object owns nothing, and its Dispose does nothing.</param>
    /// <param name="pages">The number of pages that were asked for.</param>
    /// <param name="direction">The direction that was asked for.</param>
    /// <remarks>
    /// <b>Safety.</b> The memory came from <see cref="Allocate"/> with the same arguments, and nobody else gives it back (contracts C2 to
    /// C4).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected Dma(DmaAllocation allocation, nuint pages, BufferDirection direction)
    {
        _paddr = allocation.Paddr;
        _vaddr = allocation.Vaddr;
        _direction = (byte)direction;
        if (allocation.Paddr == default)
        {
            _state = Released;
            return;
        }

        if (allocation.Vaddr == null)
        {
            ThrowHelper.NullAllocation(allocation.Paddr, pages);
        }

        _length = pages * HalConstants.PageSize;
    }

    /// <summary>Calls the HAL's DmaAlloc after checking the arguments. For the specialisations that the generator emits.</summary>
    /// <param name="pages">As in the constructor.</param>
    /// <param name="direction">As in the constructor.</param>
    /// <returns>The memory, or <c>default</c> when there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">As in the constructor.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static DmaAllocation Allocate(nuint pages, BufferDirection direction)
    {
        if (pages == 0)
        {
            ThrowHelper.ZeroPages(nameof(pages));
        }

        if (pages > nuint.MaxValue / HalConstants.PageSize)
        {
            ThrowHelper.TooManyPages(nameof(pages), pages);
        }

        if ((uint)direction > (uint)BufferDirection.Both)
        {
            ThrowHelper.UnknownDirection(nameof(direction), direction);
        }

        return THal.DmaAlloc(pages, direction);
    }

    /// <summary>
    /// Allocates as the constructor does, but returns <see langword="false"/> where that throws <see cref="DmaException"/>.
    /// </summary>
    /// <param name="pages">As in the constructor.</param>
    /// <param name="direction">As in the constructor.</param>
    /// <param name="dma">The region, or <see langword="null"/> when there is no memory.</param>
    /// <exception cref="ArgumentOutOfRangeException">As in the constructor.</exception>
    /// <exception cref="HalContractException">As in the constructor.</exception>
    public static bool TryCreate(nuint pages, BufferDirection direction, [NotNullWhen(true)] out Dma<THal>? dma)
    {
        DmaAllocation allocation = Allocate(pages, direction);
        dma = allocation.Paddr == default ? null : new Dma<THal>(allocation, pages, direction);
        return dma is not null;
    }

    /// <summary>The address of the region for the device. Still readable after Dispose, but no longer the region's: rule HAL2008.</summary>
    public PhysAddr Paddr => _paddr;

    /// <summary>The number of pages; 0 once the memory was given back.</summary>
    public nuint Pages => _length / HalConstants.PageSize;

    /// <summary>The length in bytes; 0 once the memory was given back.</summary>
    public nuint Length => _length;

    /// <summary>The direction that was given to the constructor.</summary>
    public BufferDirection Direction => (BufferDirection)_direction;

    /// <summary>The driver's pointer to the byte at <paramref name="offset"/>.</summary>
    /// <param name="offset">In bytes from the start; below <see cref="Length"/> (contract C15).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> is at or past the end.</exception>
    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    /// <remarks><b>Safety.</b> Valid until Dispose, for the bytes up to the end of the region.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Vaddr(nuint offset)
    {
        if (offset >= _length)
        {
            ThrowHelper.DmaOffset(typeof(Dma<THal>), offset, _length, _state == Released);
        }

        return _vaddr + offset;
    }

    /// <inheritdoc cref="Vaddr(nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Vaddr(int offset)
    {
        if (offset < 0)
        {
            ThrowHelper.NegativeOffset(nameof(offset), offset);
        }

        return Vaddr((nuint)(uint)offset);
    }

    /// <summary>A typed pointer to the value at <paramref name="offset"/>.</summary>
    /// <typeparam name="T">The type of the value: a ring, a descriptor, a header.</typeparam>
    /// <param name="offset">In bytes from the start; the whole value lies within the region.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value would end past the end of the region (contract C15).</exception>
    /// <exception cref="ArgumentException"><paramref name="offset"/> is not a multiple of the alignment of
    /// <typeparamref name="T"/>.</exception>
    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    /// <remarks><b>Safety.</b> Valid until Dispose.</remarks>
    public T* Pointer<T>(nuint offset)
        where T : unmanaged
    {
        CheckRange(offset, (nuint)sizeof(T));
        nuint alignment = AlignmentOf<T>();
        if ((nuint)(_vaddr + offset) % alignment != 0)
        {
            ThrowHelper.MisalignedPointer(typeof(T), nameof(offset), offset, alignment);
        }

        return (T*)(_vaddr + offset);
    }

    /// <summary>The device's address of the byte at <paramref name="offset"/>.</summary>
    /// <param name="offset">In bytes from the start; below <see cref="Length"/> (contract C15).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> is at or past the end.</exception>
    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    public PhysAddr PaddrAt(nuint offset)
    {
        if (offset >= _length)
        {
            ThrowHelper.DmaOffset(typeof(Dma<THal>), offset, _length, _state == Released);
        }

        return _paddr + (ulong)offset;
    }

    /// <summary>The whole region as a span.</summary>
    /// <exception cref="InvalidOperationException">The region is longer than a span can be, <see cref="int.MaxValue"/> bytes.</exception>
    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    /// <remarks><b>Safety.</b> Valid until Dispose.</remarks>
    public Span<byte> AsSpan() => new(Vaddr((nuint)0), WholeLength());

    /// <summary>The whole region as a buffer. The twin of <c>raw_slice</c>.</summary>
    /// <exception cref="InvalidOperationException">The region is longer than a buffer can be, <see cref="int.MaxValue"/> bytes.</exception>
    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    /// <remarks><b>Safety.</b> Valid until Dispose.</remarks>
    public DmaBuffer RawSlice() => new(Vaddr((nuint)0), WholeLength());

    /// <summary>The <paramref name="length"/> bytes at <paramref name="offset"/> as a buffer.</summary>
    /// <param name="offset">In bytes from the start.</param>
    /// <param name="length">In bytes; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is empty or does not lie within the region (contract C15).</exception>
    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    /// <remarks><b>Safety.</b> Valid until Dispose.</remarks>
    public DmaBuffer Slice(nuint offset, int length)
    {
        if (length <= 0)
        {
            ThrowHelper.BufferLengthNotPositive(length);
        }

        CheckRange(offset, (nuint)(uint)length);
        return new DmaBuffer(_vaddr + offset, length);
    }

    /// <summary>
    /// Gives the memory back to the HAL: exactly once, under any number of threads; every further call does nothing and returns 0.
    /// </summary>
    /// <returns>The status of the HAL's DmaDealloc, 0 for success (contract I7).</returns>
    /// <remarks>
    /// <b>Safety.</b> The device no longer uses the memory (contract C13), and no pointer, span or buffer of it is used afterwards (rule
    /// HAL2008).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Deallocate()
    {
        if (Interlocked.CompareExchange(ref _state, Released, Live) != Live)
        {
            return 0;
        }

        nuint pages = _length / HalConstants.PageSize;
        _length = 0;
        return THal.DmaDealloc(_paddr, _vaddr, pages);
    }

    /// <summary>
    /// Leaks the memory on purpose, because the device may still use it: Dispose then does nothing. The pointers stay valid.
    /// </summary>
    public void Abandon()
    {
        if (Interlocked.CompareExchange(ref _state, Abandoned, Live) == Live)
        {
            THal.Abandoned(_paddr);
        }
    }

    /// <summary>Gives the memory back: <see cref="Deallocate"/>, with an exception for a status other than 0.</summary>
    /// <exception cref="DmaException">The HAL's DmaDealloc returned a status other than 0 (contract I7).</exception>
    /// <remarks><b>Safety.</b> As for <see cref="Deallocate"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Dispose()
    {
        int status = Deallocate();
        if (status != 0)
        {
            ThrowHelper.DeallocationFailed(_paddr, status);
        }
    }

    private static nuint AlignmentOf<T>()
        where T : unmanaged => (nuint)(sizeof(AlignmentProbe<T>) - sizeof(T));

    private void CheckRange(nuint offset, nuint size)
    {
        if (offset > _length || size > _length - offset || _state == Released)
        {
            ThrowHelper.DmaRange(typeof(Dma<THal>), offset, size, _length, _state == Released);
        }
    }

    private int WholeLength()
    {
        if (_length > int.MaxValue)
        {
            ThrowHelper.TooLongForSpan(_length);
        }

        return (int)_length;
    }
}
