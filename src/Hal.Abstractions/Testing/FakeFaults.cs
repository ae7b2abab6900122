using System;

namespace Hal.Testing;

/// <summary>
/// The fault script of a <see cref="FakeHal{TScope}"/>: which of the coming calls fail. Each call counts for its own script; a script that
/// ran out changes nothing. May be used from any thread.
/// </summary>
public sealed class FakeFaults
{
    private readonly object _gate = new();
    private Script _allocations;
    private Script _deallocations;
    private Script _shares;
    private int _status;
    private Exception? _exception;

    internal FakeFaults()
    {
    }

    private struct Script
    {
        public long Before;
        public long Failing;

        public bool Next()
        {
            if (Before > 0)
            {
                Before--;
                return false;
            }

            if (Failing == 0)
            {
                return false;
            }

            Failing--;
            return true;
        }
    }

    /// <summary>Makes DmaAlloc return failure, address 0.</summary>
    /// <param name="nth">The first that fails: 1 is the next.</param>
    /// <param name="count">How many fail, one after the other; <see cref="int.MaxValue"/> for all.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="nth"/> is below 1 or <paramref name="count"/> is negative.</exception>
    public void FailAllocation(int nth = 1, int count = 1) => Write(ref _allocations, nth, count);

    /// <summary>Makes DmaDealloc return a status other than 0. The memory is given back all the same.</summary>
    /// <param name="nth">The first that fails: 1 is the next.</param>
    /// <param name="status">What it returns; not 0.</param>
    /// <param name="count">How many fail, one after the other.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="nth"/> is below 1, <paramref name="count"/> is negative or
    /// <paramref name="status"/> is 0.</exception>
    public void FailDeallocation(int nth = 1, int status = -1, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfZero(status);
        lock (_gate)
        {
            Write(ref _deallocations, nth, count);
            _status = status;
        }
    }

    /// <summary>Makes Share throw; nothing is held then.</summary>
    /// <param name="nth">The first that fails: 1 is the next.</param>
    /// <param name="exception">What it throws; a <see cref="DmaException"/> if none is given.</param>
    /// <param name="count">How many fail, one after the other.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="nth"/> is below 1 or <paramref name="count"/> is negative.</exception>
    public void FailShare(int nth = 1, Exception? exception = null, int count = 1)
    {
        lock (_gate)
        {
            Write(ref _shares, nth, count);
            _exception = exception;
        }
    }

    /// <summary>Lets every coming call succeed.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _allocations = default;
            _deallocations = default;
            _shares = default;
        }
    }

    internal bool AllocationFails()
    {
        lock (_gate)
        {
            return _allocations.Next();
        }
    }

    internal int DeallocationStatus()
    {
        lock (_gate)
        {
            return _deallocations.Next() ? _status : 0;
        }
    }

    internal void ThrowIfShareFails()
    {
        lock (_gate)
        {
            if (_shares.Next())
            {
                throw _exception ?? new DmaException("The fault script of the fake HAL refuses this share.");
            }
        }
    }

    private void Write(ref Script script, int nth, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nth, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        lock (_gate)
        {
            script = new Script { Before = nth - 1, Failing = count };
        }
    }
}
