using System;

namespace Hal;

/// <summary>
/// Decides which stacks are worth their 20 us under <see cref="StackCapture.Budgeted"/>: a bucket of 256 that time refills at one a
/// millisecond. So a program at rest has all of them, and a driver at full speed pays about 2 %. Threads that meet here may take one too
/// many or too few, which harms nobody.
/// </summary>
internal struct StackBudget
{
    private const int Capacity = 256;

    // While the bucket is empty, the clock is asked once in so many calls: it costs as much as the rest of the bookkeeping.
    private const int ClockEvery = 64;

    private int _spent;
    private int _refusals;
    private long _refilled;

    /// <summary>Records the stack if the options and the budget say so.</summary>
    public MakingStack? Capture(StackCapture capture) =>
        capture == StackCapture.Always || (capture == StackCapture.Budgeted && Take()) ? MakingStack.Capture() : null;

    private bool Take()
    {
        if (_spent >= Capacity && !Refill())
        {
            return false;
        }

        _spent++;
        return true;
    }

    private bool Refill()
    {
        if (_refusals++ % ClockEvery != 0)
        {
            return false;
        }

        long now = Environment.TickCount64;
        _spent -= (int)Math.Min(now - _refilled, Capacity);
        _refilled = now;
        return _spent < Capacity;
    }
}
