using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>
/// Where a path goes when the finally block it is in ends. In Roslyn's graph a finally is an annotation on each branch that leaves it; so the
/// block is run once for each such branch, and for each kind of exception, and what they know is never mixed.
/// </summary>
internal sealed class Continuation
{
    private Continuation(Continuation? outer, ControlFlowBranch? branch, int nextFinally, ControlFlowRegion? leftRegion, ThrowInfo? thrown)
    {
        Outer = outer;
        Branch = branch;
        NextFinally = nextFinally;
        LeftRegion = leftRegion;
        Thrown = thrown;
        IsUnwindingImplicitly = thrown is { IsImplicit: true } || outer is { IsUnwindingImplicitly: true };
    }

    /// <summary>The continuation of the finally block that this one is inside of.</summary>
    public Continuation? Outer { get; }

    /// <summary>The branch to go on with, and the index of the next finally block on it.</summary>
    public ControlFlowBranch? Branch { get; }

    public int NextFinally { get; }

    /// <summary>The region that an exception leaves when the finally block ends, and the exception.</summary>
    public ControlFlowRegion? LeftRegion { get; }

    public ThrowInfo? Thrown { get; }

    /// <summary>Whether the path got here by an exception that no statement of the method throws.</summary>
    public bool IsUnwindingImplicitly { get; }

    public static Continuation Of(Continuation? outer, ControlFlowBranch branch, int nextFinally) => new(outer, branch, nextFinally, null, null);

    public static Continuation Of(Continuation? outer, ControlFlowRegion leftRegion, ThrowInfo thrown) => new(outer, null, 0, leftRegion, thrown);
}
