using System.Runtime.CompilerServices;
using System.Threading;

namespace Hal;

/// <summary>
/// A lock for a few dozen instructions that are never held across a call of the HAL, a callback or a wait. Taking and leaving it costs a
/// third of a monitor, and the checks of one share and unshare take it three times. Not re-entrant.
/// </summary>
internal struct ShortLock
{
    private int _taken;

    /// <summary>Takes the lock; leave it by disposing what is returned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public Taken Enter()
    {
        if (Interlocked.CompareExchange(ref _taken, 1, 0) != 0)
        {
            Wait();
        }

        return new Taken(ref _taken);
    }

    private void Wait()
    {
        // After some spinning SpinWait yields and sleeps, so that a holder that lost its core gets it back.
        var wait = default(SpinWait);
        do
        {
            wait.SpinOnce();
        }
        while (Volatile.Read(ref _taken) != 0 || Interlocked.CompareExchange(ref _taken, 1, 0) != 0);
    }

    public readonly ref struct Taken
    {
        private readonly ref int _taken;

        public Taken(ref int taken) => _taken = ref taken;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Dispose() => Volatile.Write(ref _taken, 0);
    }
}
