using System.Runtime.CompilerServices;

namespace Hal;

/// <summary>
/// A share that ends with its scope: <c>using var shared = new SharedScope&lt;THal&gt;(buffer, direction)</c>. Right where the device
/// cannot be using the buffer when the scope ends: before submission, or after completion.
/// </summary>
/// <typeparam name="THal">The HAL that shares, a struct: the binding of a HAL class.</typeparam>
/// <remarks>
/// <b>Safety.</b> Dispose gives the buffer back. While the device may still write it, that corrupts memory (contract C13): a driver that
/// gives up on a request resets the device first, or calls <see cref="Detach"/> and keeps the share, or <see cref="Abandon"/>s it.
/// </remarks>
public unsafe ref struct SharedScope<THal>
    where THal : struct, IHal
{
    private readonly Shared<THal> _shared;
    private bool _held;

    /// <summary>Shares <paramref name="buffer"/> with the device until Dispose.</summary>
    /// <param name="buffer">The memory; not empty.</param>
    /// <param name="direction">Who writes the buffer while it is shared.</param>
    /// <exception cref="DmaException">The buffer cannot be shared; nothing is held then (contract I11).</exception>
    /// <exception cref="System.ArgumentException"><paramref name="buffer"/> is empty (contract C6).</exception>
    /// <remarks><b>Safety.</b> As for <see cref="IHal.Share"/>: contracts C6, C7, C12.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SharedScope(DmaBuffer buffer, BufferDirection direction)
    {
        _shared = new Shared<THal>(buffer, direction);
        _held = true;
    }

    /// <summary>The address that the device uses; readable after <see cref="Detach"/> too.</summary>
    public readonly PhysAddr Paddr => _shared.Paddr;

    /// <summary>The memory that is shared.</summary>
    public readonly DmaBuffer Buffer => _shared.Buffer;

    /// <summary>The direction that was given to Share.</summary>
    public readonly BufferDirection Direction => _shared.Direction;

    /// <summary>Hands the share out of the scope: the caller now ends it, and Dispose does nothing.</summary>
    /// <returns>The share; <c>default</c>, which holds nothing, when it was already disposed, detached or abandoned.</returns>
    public Shared<THal> Detach()
    {
        Shared<THal> shared = _held ? _shared : default;
        _held = false;
        return shared;
    }

    /// <summary>Leaks the share on purpose, because the device may still use the buffer: Dispose then does nothing.</summary>
    /// <remarks><b>Safety.</b> The memory must stay valid for as long as the device may use it (contract C12).</remarks>
    public void Abandon()
    {
        if (_held)
        {
            _held = false;
            THal.Abandoned(_shared.Paddr);
        }
    }

    /// <summary>Ends the share, unless it was detached, abandoned or already ended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Dispose()
    {
        if (_held)
        {
            _held = false;
            _shared.Unshare();
        }
    }
}
