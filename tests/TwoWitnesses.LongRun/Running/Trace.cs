using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace Hal.TwoWitnesses.Running;

/// <summary>
/// Where a running program is. The copy of a program that runs has calls of this class in it; the copy that is analysed has none. Stack
/// traces would not do: in a finally block they do not know the line.
/// </summary>
public static class Trace
{
    private static readonly Stack<int> s_callers = [];
    private static int s_tryMethods;
    private static int s_line;

    /// <summary>The line of the statement that is running.</summary>
    public static int Line
    {
        get => s_line;
        set
        {
            s_line = value;
            Execution.Current.NoteLine(value);
        }
    }

    /// <summary>How many helpers deep the program is.</summary>
    public static int Depth => s_callers.Count;

    /// <summary>The lines on the stack, the innermost first.</summary>
    public static ImmutableArray<int> Lines => [Line, .. s_callers];

    /// <summary>Whether a helper is on the stack that may do what it does or not, and says which.</summary>
    public static bool IsInTryMethod => s_tryMethods > 0;

    /// <summary>A helper is entered; disposed where it is left.</summary>
    /// <param name="isTryMethod">Whether it says by its result whether it has done what it does.</param>
    public static Frame Call(bool isTryMethod)
    {
        s_callers.Push(Line);
        s_tryMethods += isTryMethod ? 1 : 0;
        return new Frame(() =>
        {
            Execution.Current.LeaveFrame(Depth);
            s_line = s_callers.Pop();
            s_tryMethods -= isTryMethod ? 1 : 0;
        });
    }

    /// <summary>Goes back to a line when disposed: to that of a <c>using</c>, whose resource is disposed next.</summary>
    public static Frame BackTo(int line) => new(() => s_line = line);

    /// <summary>A handler is entered.</summary>
    public static Frame Caught()
    {
        Execution.Current.NoteCaught();
        return new Frame(() => { });
    }

    /// <summary>A finally block is entered; disposed where it is left.</summary>
    public static Frame Finally()
    {
        bool wasThrowing = Execution.Current.EnterFinally();
        return new Frame(() => Execution.Current.LeaveFinally(wasThrowing));
    }

    internal static void Clear()
    {
        s_callers.Clear();
        s_tryMethods = 0;
        s_line = 0;
    }

    /// <summary>What is done at the end of a block.</summary>
    public readonly struct Frame(Action leave) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => leave();
    }
}
