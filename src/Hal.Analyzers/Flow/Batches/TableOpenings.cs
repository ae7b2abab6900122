using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Flow.Types;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Batches;

/// <summary>
/// The uses of a method's local tables that may take elements out of them, and which. How often a loop turns may be a number that the engine does
/// not know: a path on which it does not turn at all has opened the table as much as one on which it does.
/// </summary>
internal sealed class TableOpenings
{
    private readonly Dictionary<SyntaxNode, TableOpening> _uses = new();
    private readonly Dictionary<SyntaxNode, List<TableOpening>> _loops = new();
    private readonly Dictionary<ILocalSymbol, List<(IndexRange? Indices, Bound? Current)>> _fills = new(SymbolEqualityComparer.Default);

    public TableOpenings(FlowServices services, IOperation root)
    {
        CountedLoop? loops = null;
        var handles = new HandleUses(services);
        var empty = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (IOperation operation in root.Descendants())
        {
            if (operation is IVariableDeclaratorOperation declarator && IsEmpty(declarator.GetVariableInitializer()?.Value))
            {
                empty.Add(declarator.Symbol);
            }

            if (operation is not ILocalReferenceOperation { Local: var table } use || !LocalTables.Is(table))
            {
                continue;
            }

            if (LocalTables.ElementOf(use) is not { } element)
            {
                if (LocalTables.IsCleared(use))
                {
                    _uses[use.Syntax] = new TableOpening(table, null, IsLoan: false, IsClearing: true);
                }
                else if (!LocalTables.IsHarmless(use))
                {
                    Note(use, new TableOpening(table, null, IsLoan: false));
                }
                else if (use.Parent is IInvocationOperation adding)
                {
                    loops ??= new CountedLoop(root);
                    bool isFirst = adding.TargetMethod.Name == "Add" && empty.Contains(table) && loops.IsFixed(table);
                    Fill(table, isFirst ? new IndexRange(Bound.Constant(0), null, 1) : null, null);
                }
            }
            else if (LocalTables.IsSet(element))
            {
                loops ??= new CountedLoop(root);
                IOperation index = LocalTables.IndexOf(element);
                bool isCertain = CountedLoop.IsCertain(element.Parent!);
                Fill(table, isCertain ? loops.IndicesOf(index) : null, loops.CurrentOf(index));
            }
            else
            {
                loops ??= new CountedLoop(root);
                Note(use, new TableOpening(table, loops.IndicesOf(LocalTables.IndexOf(element)), handles.IsHarmless(element)));
            }
        }
    }

    /// <summary>Notes what a use of a table does.</summary>
    public void Note(FlowState state, ILocalReferenceOperation use)
    {
        if (_uses.TryGetValue(use.Syntax, out TableOpening opening) &&
            !(opening.IsClearing && state.Opened.Any(earlier => SymbolEqualityComparer.Default.Equals(earlier.Table, opening.Table) && !earlier.IsLoan)))
        {
            state.Opened = state.Opened.Add(opening);
        }
    }

    /// <summary>Notes that the condition of a loop is evaluated.</summary>
    public void Note(FlowState state, SyntaxNode condition)
    {
        if (_loops.Count == 0)
        {
            return;
        }

        foreach (SyntaxNode outer in condition.AncestorsAndSelf())
        {
            if (outer is StatementSyntax)
            {
                if (_loops.TryGetValue(outer, out List<TableOpening>? openings))
                {
                    state.Opened = state.Opened.Union(openings);
                }

                return; // the statement that the condition is a part of
            }
        }
    }

    /// <summary>Whether what a path put into a table is certainly lost with it, at least one element; and which, where others are not.</summary>
    /// <param name="state">The end of the path.</param>
    /// <param name="table">The table.</param>
    /// <param name="isLast">Whether it was put there in the turn of the loop in which the path left it.</param>
    /// <param name="missed">The element that is lost; null where all are.</param>
    public bool IsLost(FlowState state, ILocalSymbol table, bool isLast, out Bound? missed)
    {
        missed = null;
        List<TableOpening> openings = state.Opened.Where(opening => SymbolEqualityComparer.Default.Equals(opening.Table, table)).ToList();
        if (openings.TrueForAll(opening => opening.IsClearing))
        {
            return true;
        }

        // Where elements are released here, those that were only lent are this method's to release as well.
        List<IndexRange?> released = openings.Where(opening => !opening.IsLoan).Select(opening => opening.Indices).ToList();
        if (released.Count == 0 || released.Contains(null) || !_fills.TryGetValue(table, out List<(IndexRange? Indices, Bound? Current)>? fills) || fills.Count != 1)
        {
            return false;
        }

        (IndexRange? filled, Bound? current) = fills[0];
        missed = filled?.First is { } first && IndexRange.MissedByAll(first, released!) ? first
            : isLast && current is not null && IndexRange.MissedByAll(current, released!) ? current
            : null;
        return missed is not null;
    }

    /// <summary>Whether a collection is made with nothing in it, but perhaps with a capacity: what is added comes first.</summary>
    private static bool IsEmpty(IOperation? made)
    {
        made = made.Unconverted();
        return made is IObjectCreationOperation { Initializer: null } creation
            ? creation.Arguments.All(argument => Numbers.IsIntegral(argument.Value.Type))
            : made?.Syntax is CollectionExpressionSyntax { Elements.Count: 0 };
    }

    private void Note(ILocalReferenceOperation use, TableOpening opening)
    {
        _uses[use.Syntax] = opening;
        for (IOperation? outer = use.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is ILoopOperation { Body: { } body } loop && body.Syntax.Span.Contains(use.Syntax.Span))
            {
                if (!_loops.TryGetValue(loop.Syntax, out List<TableOpening>? openings))
                {
                    _loops.Add(loop.Syntax, openings = new List<TableOpening>());
                }

                openings.Add(opening);
            }
        }
    }

    private void Fill(ILocalSymbol table, IndexRange? indices, Bound? current)
    {
        if (!_fills.TryGetValue(table, out List<(IndexRange? Indices, Bound? Current)>? fills))
        {
            _fills.Add(table, fills = new List<(IndexRange? Indices, Bound? Current)>());
        }

        fills.Add((indices, current));
    }
}
