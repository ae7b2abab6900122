using System.Collections.Generic;
using Hal.Analyzers.Flow.State;

namespace Hal.Analyzers.Flow.Events;

/// <summary>A token is still held where its method gives up the last way to release it: at an exit, or where its address is overwritten.</summary>
internal sealed class LeakedEvent
{
    public LeakedEvent(Token token, IReadOnlyList<PathEnd> ends)
    {
        Token = token;
        Ends = ends;
    }

    public Token Token { get; }

    /// <summary>The ends of the paths on which it leaks, in the order of the source.</summary>
    public IReadOnlyList<PathEnd> Ends { get; }
}
