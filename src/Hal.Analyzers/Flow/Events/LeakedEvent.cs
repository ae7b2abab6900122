using System.Collections.Generic;
using Hal.Analyzers.Flow.State;

namespace Hal.Analyzers.Flow.Events;

/// <summary>A token is still held where its method gives up the last way to release it: at an exit, or where its address is overwritten.</summary>
internal sealed class LeakedEvent
{
    public LeakedEvent(MethodContext context, Token token, IReadOnlyList<PathEnd> ends)
    {
        Context = context;
        Token = token;
        Ends = ends;
    }

    public MethodContext Context { get; }

    public Token Token { get; }

    /// <summary>The ends of the paths on which it leaks, in the order of the source.</summary>
    public IReadOnlyList<PathEnd> Ends { get; }
}
