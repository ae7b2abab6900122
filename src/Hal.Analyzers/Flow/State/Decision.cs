using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.State;

/// <summary>A branch that a path took, for the message of a finding. The newest first.</summary>
internal sealed class Decision
{
    public Decision(IOperation condition, bool outcome, Decision? earlier)
    {
        Condition = condition;
        Outcome = outcome;
        Earlier = earlier;
        Depth = earlier is null ? 1 : earlier.Depth + 1;
    }

    public IOperation Condition { get; }

    public bool Outcome { get; }

    public Decision? Earlier { get; }

    public int Depth { get; }

    /// <summary>The decisions that both paths have in common.</summary>
    public static Decision? Common(Decision? left, Decision? right)
    {
        while (!ReferenceEquals(left, right))
        {
            if (left is null || right is null)
            {
                return null;
            }

            if (left.Depth >= right.Depth)
            {
                bool both = left.Depth == right.Depth;
                left = left.Earlier;
                if (both)
                {
                    right = right.Earlier;
                }
            }
            else
            {
                right = right.Earlier;
            }
        }

        return left;
    }
}
