using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Batches;

/// <summary>
/// What the counters of a method's loops say in the last turn, where a loop is certainly run to its end: from one constant to another, and left
/// by its condition alone.
/// </summary>
internal sealed class LastTurns
{
    private readonly Dictionary<SyntaxNode, (ILocalSymbol Counter, long Last)> _uses = new();
    private readonly HashSet<SyntaxNode> _changing = new();

    public LastTurns(IOperation root)
    {
        if (!root.Descendants().Any(operation => operation is IForLoopOperation or IWhileLoopOperation))
        {
            return;
        }

        var loops = new CountedLoop(root);
        foreach (IOperation operation in root.Descendants())
        {
            if (operation is not ILocalReferenceOperation { Local: var counter } use || !Numbers.IsIntegral(counter.Type))
            {
                continue;
            }

            if (!loops.Numbers.IsFixed(counter))
            {
                _changing.Add(use.Syntax);
            }

            if (LoopStatements.IsCertain(use) && loops.LastOf(use) is { } last)
            {
                _uses[use.Syntax] = (counter, last);
            }
        }
    }

    /// <summary>Whether an expression uses a number that a method with loops changes: what it is where no loop has turned is no more than a possibility.</summary>
    public bool Changes(SyntaxNode expression) => _changing.Count > 0 && expression.DescendantNodesAndSelf().Any(_changing.Contains);

    /// <summary>The counters that an expression uses, with what they say in the last turn of the loop around it.</summary>
    public IEnumerable<(ILocalSymbol Counter, long Last)> In(SyntaxNode expression)
    {
        if (_uses.Count == 0)
        {
            yield break;
        }

        foreach (SyntaxNode part in expression.DescendantNodesAndSelf())
        {
            if (_uses.TryGetValue(part, out (ILocalSymbol Counter, long Last) last))
            {
                yield return last;
            }
        }
    }
}
