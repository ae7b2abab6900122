using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.State;

/// <summary>Interns decisions, so that running a block again gives the same trail.</summary>
internal sealed class DecisionTable
{
    // A path through a long method keeps only its latest branches: a message names one of them.
    private const int MostKept = 64;

    private readonly Dictionary<(Decision? Earlier, IOperation Condition, bool Outcome), Decision> _decisions = new();

    public Decision Add(Decision? earlier, IOperation condition, bool outcome)
    {
        if (earlier is { Depth: >= MostKept })
        {
            earlier = null;
        }

        if (!_decisions.TryGetValue((earlier, condition, outcome), out Decision? decision))
        {
            _decisions.Add((earlier, condition, outcome), decision = new Decision(condition, outcome, earlier));
        }

        return decision;
    }
}
