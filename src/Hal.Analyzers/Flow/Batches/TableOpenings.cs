using System.Collections.Generic;
using System.Collections.Immutable;
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
    private readonly Dictionary<SyntaxNode, ImmutableArray<TableOpening>> _uses = new();
    private readonly Dictionary<SyntaxNode, List<TableOpening>> _loops = new();
    private readonly Dictionary<ILocalSymbol, List<TableFill>> _fills = new(SymbolEqualityComparer.Default);
    private readonly FlowServices _services;
    private readonly HandleUses _handles;
    private readonly IOperation _root;
    private CountedLoop? _counted;

    public TableOpenings(FlowServices services, IOperation root)
    {
        _services = services;
        _handles = new HandleUses(services);
        _root = root;
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
                    _uses[use.Syntax] = ImmutableArray.Create(new TableOpening(table, null, TableOpeningKind.Clearing, use.Syntax.SpanStart));
                }
                else if (!LocalTables.IsHarmless(use))
                {
                    Note(use, OpeningsBy(use, table));
                }
                else if (use.Parent is IInvocationOperation adding)
                {
                    Fill(table, TableFills.ByCall(adding, table, empty.Contains(table), Counted));
                }
            }
            else if (LocalTables.IsSet(element))
            {
                Fill(table, TableFills.ByIndex(element, Counted));
            }
            else if (_handles.IsHarmless(element) is var isHarmless && !(isHarmless && IsOwner(element.Type)))
            {
                TableOpeningKind kind = isHarmless ? TableOpeningKind.Loan : TableOpeningKind.Release;
                Note(use, ImmutableArray.Create(new TableOpening(table, Counted.IndicesOf(LocalTables.IndexOf(element)), kind, use.Syntax.SpanStart)));
            }
        }
    }

    /// <summary>Whether only the thing itself releases what it stands for: its address, shown to a device, is nobody's duty.</summary>
    private bool IsOwner(ITypeSymbol? type) => KnownTypes.Is(type, _services.Known.Shared) || _services.Known.DmaBaseOf(type) is not null;

    private CountedLoop Counted => _counted ??= new CountedLoop(_root);

    /// <summary>Notes what a use of a table does.</summary>
    public void Note(FlowState state, ILocalReferenceOperation use)
    {
        if (!_uses.TryGetValue(use.Syntax, out ImmutableArray<TableOpening> openings))
        {
            return;
        }

        foreach (TableOpening opening in openings)
        {
            if (opening.Kind != TableOpeningKind.Clearing || !state.Opened.Any(earlier => Is(earlier.Table, opening.Table) && MayRelease(earlier)))
            {
                state.Opened = state.Opened.Add(opening);
            }
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
    /// <param name="place">Where the path ends.</param>
    /// <param name="table">The table.</param>
    /// <param name="isLast">Whether it was put there in the turn of the loop in which the path left it.</param>
    /// <param name="missed">The element that is lost; null where all are.</param>
    public bool IsLost(FlowState state, SyntaxNode place, ILocalSymbol table, bool isLast, out Bound? missed)
    {
        missed = null;
        List<TableOpening> openings = state.Opened.Where(opening => Is(opening.Table, table)).ToList();
        if (openings.TrueForAll(opening => opening.Kind == TableOpeningKind.Clearing))
        {
            return true;
        }

        // Where elements are released here, those that were only lent are this method's to release as well.
        List<TableOpening> releases = openings.FindAll(MayRelease);
        List<IndexRange> released = releases.Select(opening => opening.Indices).OfType<IndexRange>().ToList();
        if (released.Count == 0 || released.Count < releases.Count || !_fills.TryGetValue(table, out List<TableFill>? fills) || fills.Count != 1)
        {
            return false;
        }

        TableFill fill = fills[0];

        // Who was shown all of it may have been given the memory too, and end what this method leaves out; but not if it has told how much it takes.
        if (openings.Exists(opening => opening.Kind == TableOpeningKind.LoanOfAll))
        {
            missed = IsThrough(fill, place, releases) && released.Exists(range => IsAnswered(range, fill)) ? MissedEnd(fill, released) : null;
            return missed is not null;
        }

        missed = fill.Indices?.First is { } first && IndexRange.MissedByAll(first, released) ? first
            : isLast && fill.Current is not null && IndexRange.MissedByAll(fill.Current, released) ? fill.Current
            : IsThrough(fill, place, releases) ? MissedEnd(fill, released)
            : null;
        return missed is not null;
    }

    /// <summary>Whether a loop has filled the table to its end when the path ends, and all that was released was so after it.</summary>
    private static bool IsThrough(TableFill fill, SyntaxNode place, List<TableOpening> releases) =>
        fill.Loop is { Syntax.Span: var loop } && !loop.Contains(place.SpanStart) && releases.TrueForAll(release => release.Position >= loop.End);

    /// <summary>The last element of a loop, where nothing releases it: what runs up to a call's answer does not come to it if the answer is less.</summary>
    private Bound? MissedEnd(TableFill fill, List<IndexRange> released)
    {
        released = released.FindAll(range => !IsAnswered(range, fill));
        foreach (Bound end in fill.Ends)
        {
            if (IndexRange.MissedByAll(end.Plus(-1), released))
            {
                return end.Plus(-1);
            }

            // One element or two by themselves are not all of a number that nobody looks at.
            if (!end.IsConstant && released.Count > 0 && released.TrueForAll(range => range is { First.IsConstant: true, End.IsConstant: true }) &&
                Counted.Numbers.IsOnlyLimit(end))
            {
                return Bound.Constant(released.Max(range => range.End!.Offset));
            }
        }

        return null;
    }

    private bool IsAnswered(IndexRange range, TableFill fill) => range.End is { } end && Counted.Numbers.IsAnswer(end, fill.Loop!);

    private static bool MayRelease(TableOpening opening) => opening.Kind is TableOpeningKind.Release or TableOpeningKind.Clearing;

    private static bool Is(ILocalSymbol left, ILocalSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);

    /// <summary>What a use of a whole table does: lends it, or gives it to a method that does what is seen.</summary>
    private ImmutableArray<TableOpening> OpeningsBy(ILocalReferenceOperation use, ILocalSymbol table)
    {
        int position = use.Syntax.SpanStart;
        if (LocalTables.ArgumentOf(use) is { Parent: IInvocationOperation call } argument)
        {
            if (IsLent(argument, call, table))
            {
                return ImmutableArray.Create(new TableOpening(table, null, TableOpeningKind.LoanOfAll, position));
            }

            if (TableHelpers.ReleasedBy(argument, call, _services, Counted) is { } released)
            {
                return released.Select(indices => new TableOpening(table, indices, TableOpeningKind.Release, position)).ToImmutableArray();
            }
        }

        return ImmutableArray.Create(new TableOpening(table, null, TableOpeningKind.Release, position));
    }

    /// <summary>Whether a table of addresses is lent to a call whose code is not seen, and which does not collect what it is given.</summary>
    private bool IsLent(IArgumentOperation argument, IInvocationOperation call, ILocalSymbol table) =>
        argument.Parameter is { RefKind: RefKind.None or RefKind.In } &&
        (call.TargetMethod.IsAbstract || call.TargetMethod.DeclaringSyntaxReferences.IsEmpty) &&
        !Lending.Stores(call.TargetMethod) &&
        LocalTables.TypeOfElements(table) is { } element && _services.Known.IsAddress(element);

    /// <summary>Whether a collection is made with nothing in it, but perhaps with a capacity: what is added comes first.</summary>
    private static bool IsEmpty(IOperation? made)
    {
        made = made.Unconverted();
        return made is IObjectCreationOperation { Initializer: null } creation
            ? creation.Arguments.All(argument => Numbers.IsIntegral(argument.Value.Type))
            : made?.Syntax is CollectionExpressionSyntax { Elements.Count: 0 };
    }

    private void Note(ILocalReferenceOperation use, ImmutableArray<TableOpening> openings)
    {
        _uses[use.Syntax] = openings;
        for (IOperation? outer = use.Parent; outer is not null; outer = outer.Parent)
        {
            // What is done on the way out of the method is not done where the loop goes on.
            if (outer is ILoopOperation { Body: { } body } loop && body.Syntax.Span.Contains(use.Syntax.Span) && !LoopStatements.IsOnWayOut(use, loop))
            {
                if (!_loops.TryGetValue(loop.Syntax, out List<TableOpening>? inLoop))
                {
                    _loops.Add(loop.Syntax, inLoop = new List<TableOpening>());
                }

                inLoop.AddRange(openings);
            }
        }
    }

    private void Fill(ILocalSymbol table, TableFill fill)
    {
        if (!_fills.TryGetValue(table, out List<TableFill>? fills))
        {
            _fills.Add(table, fills = new List<TableFill>());
        }

        fills.Add(fill);
    }
}
