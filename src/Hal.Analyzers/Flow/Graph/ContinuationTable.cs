using System.Collections.Generic;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>Interns continuations, so that a finally block that is entered again on the same branch is the same node.</summary>
internal sealed class ContinuationTable
{
    private readonly Dictionary<(Continuation? Outer, ControlFlowBranch Branch, int Index), Continuation> _branches = new();
    private readonly Dictionary<(Continuation? Outer, ControlFlowRegion Region, ThrowInfo Thrown), Continuation> _unwinds = new();

    public Continuation Of(Continuation? outer, ControlFlowBranch branch, int nextFinally)
    {
        if (!_branches.TryGetValue((outer, branch, nextFinally), out Continuation? continuation))
        {
            _branches.Add((outer, branch, nextFinally), continuation = Continuation.Of(outer, branch, nextFinally));
        }

        return continuation;
    }

    public Continuation Of(Continuation? outer, ControlFlowRegion leftRegion, ThrowInfo thrown)
    {
        if (!_unwinds.TryGetValue((outer, leftRegion, thrown), out Continuation? continuation))
        {
            _unwinds.Add((outer, leftRegion, thrown), continuation = Continuation.Of(outer, leftRegion, thrown));
        }

        return continuation;
    }
}
