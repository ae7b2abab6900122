using System.Runtime.CompilerServices;

namespace Hal;

/// <summary>
/// One share as a value: address, buffer and direction kept together, so that they cannot be mixed up at Unshare. It can be stored in
/// a field, an array or a queue and kept across <c>await</c>; where the share ends in the method that made it,
/// <see cref="SharedScope{THal}"/> is shorter.
/// </summary>
/// <typeparam name="THal">The HAL that shares, a struct: the binding of a HAL class.</typeparam>
/// <remarks>
/// <b>Safety.</b> A copy is the same share: <see cref="Unshare"/> is called on exactly one of them, once (contract C9). <c>default</c>
/// holds nothing, and Unshare on it does nothing.
/// </remarks>
public readonly unsafe struct Shared<THal>
    where THal : struct, IHal
{
    /// <summary>Shares <paramref name="buffer"/> with the device.</summary>
    /// <param name="buffer">The memory; not empty.</param>
    /// <param name="direction">Who writes the buffer while it is shared.</param>
    /// <exception cref="DmaException">The buffer cannot be shared; nothing is held then (contract I11).</exception>
    /// <exception cref="System.ArgumentException"><paramref name="buffer"/> is empty (contract C6).</exception>
    /// <remarks><b>Safety.</b> As for <see cref="IHal.Share"/>: contracts C6, C7, C9, C12.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Shared(DmaBuffer buffer, BufferDirection direction)
    {
        if (buffer.IsEmpty)
        {
            ThrowHelper.EmptyBuffer(nameof(buffer));
        }

        Paddr = THal.Share(buffer, direction);
        Buffer = buffer;
        Direction = direction;
    }

    /// <summary>The address that the device uses; 0 only for <c>default</c>.</summary>
    public PhysAddr Paddr { get; }

    /// <summary>The memory that is shared; empty only for <c>default</c>.</summary>
    public DmaBuffer Buffer { get; }

    /// <summary>The direction that was given to Share.</summary>
    public BufferDirection Direction { get; }

    /// <summary>Ends the share. Does nothing on <c>default</c>.</summary>
    /// <remarks><b>Safety.</b> Once for each share, over all its copies (contract C9), after the device is done (C13).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Unshare()
    {
        if (!Buffer.IsEmpty)
        {
            THal.Unshare(Paddr, Buffer, Direction);
        }
    }
}
