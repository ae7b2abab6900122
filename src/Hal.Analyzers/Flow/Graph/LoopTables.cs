using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Flow.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>
/// The local tables that a loop takes elements out of. How often it turns may be a number that the engine does not know: a path on which it does
/// not turn at all says nothing of what is left in the table.
/// </summary>
internal sealed class LoopTables
{
    private readonly Dictionary<SyntaxNode, ILocalSymbol[]> _tables = new();

    public LoopTables(IOperation root)
    {
        foreach (IOperation operation in root.Descendants())
        {
            if (operation is not ILoopOperation { Body: { } body } loop)
            {
                continue;
            }

            ILocalSymbol[] opened = body.Descendants().OfType<ILocalReferenceOperation>()
                .Where(use => LocalTables.Is(use.Local) && !LocalTables.IsHarmless(use))
                .Select(use => use.Local)
                .ToArray();
            if (opened.Length > 0)
            {
                _tables[loop.Syntax] = opened;
            }
        }
    }

    /// <summary>Notes that the condition of a loop is evaluated.</summary>
    public void Note(FlowState state, SyntaxNode condition)
    {
        if (_tables.Count == 0)
        {
            return;
        }

        foreach (SyntaxNode outer in condition.AncestorsAndSelf())
        {
            if (outer is StatementSyntax)
            {
                if (_tables.TryGetValue(outer, out ILocalSymbol[]? opened))
                {
                    state.Opened = state.Opened.Union(opened);
                }

                return; // the statement that the condition is a part of
            }
        }
    }
}
