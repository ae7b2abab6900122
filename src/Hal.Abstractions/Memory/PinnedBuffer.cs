using System;
using System.Buffers;
using System.Runtime.InteropServices;
using System.Threading;

namespace Hal;

/// <summary>
/// Memory that may be shared with a device: managed memory that is kept alive and in place until Dispose, or fresh native memory.
/// </summary>
/// <remarks>
/// There is no finalizer on purpose, as for <see cref="Dma{THal}"/>: memory that is dropped while a device writes it must leak, not move.
/// <para><b>Safety.</b> Dispose only after Unshare (contract C12, rule HAL1008).</para>
/// </remarks>
public sealed unsafe class PinnedBuffer : IDisposable
{
    private readonly byte* _pointer;
    private readonly int _length;
    private readonly bool _native;
    private MemoryHandle _handle;
    private int _disposed;

    /// <summary>Pins managed memory, and keeps it alive, until Dispose.</summary>
    /// <param name="memory">An array, a part of one, or the memory of a pool; not empty.</param>
    /// <exception cref="ArgumentException"><paramref name="memory"/> is empty (contract C6).</exception>
    public PinnedBuffer(Memory<byte> memory)
    {
        if (memory.IsEmpty)
        {
            ThrowHelper.EmptyBuffer(nameof(memory));
        }

        _handle = memory.Pin();
        _pointer = (byte*)_handle.Pointer;
        _length = memory.Length;
    }

    /// <summary>Allocates native memory, zeroed and aligned to a cache line.</summary>
    /// <param name="length">In bytes; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is 0 or negative.</exception>
    /// <exception cref="OutOfMemoryException">The process has no such memory.</exception>
    public PinnedBuffer(int length)
    {
        const int CacheLine = 64;
        if (length <= 0)
        {
            ThrowHelper.BufferLengthNotPositive(length);
        }

        _pointer = (byte*)NativeMemory.AlignedAlloc((nuint)(uint)length, CacheLine);
        NativeMemory.Clear(_pointer, (nuint)(uint)length);
        _length = length;
        _native = true;
    }

    /// <summary>The memory, as it is given to Share.</summary>
    /// <exception cref="ObjectDisposedException">The memory was released.</exception>
    public DmaBuffer Buffer
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
            return new DmaBuffer(_pointer, _length);
        }
    }

    /// <summary>Unpins or frees the memory: once, every further call does nothing.</summary>
    /// <remarks><b>Safety.</b> No share of the memory is live (contract C12).</remarks>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        if (_native)
        {
            NativeMemory.AlignedFree(_pointer);
        }
        else
        {
            _handle.Dispose();
        }
    }
}
