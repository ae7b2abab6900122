using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.CodeFixes.Flow;

/// <summary>
/// A local array or list that a loop fills with what it acquires: <c>table[i] = THal.Share(parts[i], direction);</c>,
/// <c>slots.Add(new Shared&lt;THal&gt;(...));</c>. At every place it must be known which elements are held, and with what they were shared; a
/// table that is emptied in between, given away, or filled by halves is none.
/// </summary>
internal sealed class HeldTable
{
    private readonly FindingSite _site;
    private readonly TableStore _store;
    private readonly DutyKind _kind;
    private readonly IOperation _acquisition;
    private readonly StatementSyntax _acquiring;
    private readonly SyntaxNode _loop;
    private readonly SyntaxNode _scope;

    private HeldTable(FindingSite site, TableStore store, DutyKind kind, IOperation acquisition, StatementSyntax acquiring, SyntaxNode loop,
        SyntaxNode scope)
    {
        _site = site;
        _store = store;
        _kind = kind;
        _acquisition = acquisition;
        _acquiring = acquiring;
        _loop = loop;
        _scope = scope;
    }

    private string Name => _store.Table.Name;

    private SyntaxNode Function => StableExpression.Function(_acquiring)!;

    /// <summary>Null where what is acquired is not put into a local table, by one statement of one loop.</summary>
    public static HeldTable? Of(FindingSite site)
    {
        if (site.Model.GetOperation(site.Flagged, site.Cancellation) is not { } acquisition
            || Acquired.KindOf(site, acquisition) is not { } kind
            || site.Flagged.FirstAncestorOrSelf<StatementSyntax>() is not { } acquiring
            || StableExpression.Function(acquiring) is not { } function
            || StoreOf(site) is not { } store
            || store.Statement.Ancestors().TakeWhile(node => node != function).FirstOrDefault(StableExpression.IsLoop) is not { } loop
            || TableStore.CreationOf(site, store.Table) is not { Parent: { } scope } creation
            || StableExpression.Function(creation) != function
            || loop.Span.Contains(creation.Span)
            || function.DescendantNodes()
                .Any(node => node is LabeledStatementSyntax or GotoStatementSyntax { CaseOrDefaultKeyword.RawKind: 0 })
            || !StableExpression.IsNeverReassigned(site, store.Table, function)
            || References(site, function, store.Table).Any(name => StableExpression.Function(name) != function)
            || References(site, function, store.Table).Count(name => TableStore.At(site, name) is not null) != 1)
        {
            return null;
        }

        return new HeldTable(site, store, kind, acquisition, acquiring, loop, scope);
    }

    /// <summary>The loop that fills the table.</summary>
    public StatementSyntax Loop => (StatementSyntax)_loop;

    /// <summary>The one statement after the loop that ends elements and does nothing else; null where there is another.</summary>
    public StatementSyntax? PartialRelease
    {
        get
        {
            StatementSyntax[] releases = StatementList.Around(Loop) is { } list
                ? list.Statements.Skip(list.Index + 1).Where(statement => Mentions(statement) && IsReleaseOnly(statement)).ToArray()
                : System.Array.Empty<StatementSyntax>();
            return releases.Length == 1
                && References(_site, Function, _store.Table)
                    .All(name => releases[0].Span.Contains(name.Span) || LeavesElementsAsTheyAre(name) || IsLent(name))
                ? releases[0]
                : null;
        }
    }

    /// <summary>The loop that ends every element in place of a release of some; null where it cannot be told which there are.</summary>
    public string? ReleaseOfEvery(StatementSyntax release) => ReleaseOfRange(
        release,
        release is ForStatementSyntax { Declaration.Variables: { Count: 1 } variables } ? variables[0].Identifier.Text : CounterAt(release));

    /// <summary>
    /// The loop that ends what is held where the loop that fills is left by an exception; null where the elements do not tell that
    /// themselves.
    /// </summary>
    public string? ReleaseWhenThrown() => HoldsObjects && !_store.IsIndexed
        && _scope == Loop.Parent
        && References(_site, Loop, _store.Table).All(LeavesElementsAsTheyAre)
        && _acquiring == _store.Statement
        ? ReleaseOfAll(Loop)
        : null;

    /// <summary>The loop that ends what is held at a statement that leaves; null where that cannot be told.</summary>
    public string? ReleaseBefore(StatementSyntax exit)
    {
        if (!_scope.Span.Contains(exit.Span)
            || StableExpression.Function(exit) != Function
            || Mentions(exit)
            || (exit.SpanStart > _acquiring.Span.End && exit.SpanStart < _store.Statement.SpanStart && !IsFailure(exit))
            || References(_site, Function, _store.Table)
                .Any(name => LeavingStatements.MayRunBefore(name, exit, _scope) && !LeavesElementsAsTheyAre(name)))
        {
            return null;
        }

        return HoldsObjects && !_store.IsIndexed ? ReleaseOfAll(exit) : ReleaseOfRange(exit, CounterAt(exit));
    }

    // Elements that can be ended by themselves.
    private bool HoldsObjects => _kind is DutyKind.Shared or DutyKind.Dma;

    private static TableStore? StoreOf(FindingSite site)
    {
        if (TableStore.Of(site, site.Flagged) is { } direct)
        {
            return direct;
        }

        if (Acquired.Of(site, site.Flagged) is not { Holders: { Length: 1 } holders } acquired)
        {
            return null;
        }

        // Kept in a local, and put from there into the table by the same list of statements.
        TableStore[] stores = acquired.List.Statements.Skip(acquired.List.Index + 1)
            .SelectMany(statement => References(site, statement, holders[0]))
            .Select(name => TableStore.Of(site, name))
            .OfType<TableStore>()
            .ToArray();
        return stores.Length == 1 && stores[0].Statement.Parent == acquired.List.Statement.Parent ? stores[0] : null;
    }

    private static IEnumerable<IdentifierNameSyntax> References(FindingSite site, SyntaxNode place, ISymbol symbol) => place.DescendantNodes()
        .OfType<IdentifierNameSyntax>()
        .Where(name => name.Identifier.ValueText == symbol.Name)
        .Where(name => SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(name, site.Cancellation).Symbol, symbol));

    private bool Mentions(SyntaxNode node) => References(_site, node, _store.Table).Any();

    /// <summary>Whether a use neither ends an element nor gives the table or an element to someone, nor takes one out.</summary>
    private bool LeavesElementsAsTheyAre(IdentifierNameSyntax name)
    {
        if (TableStore.At(_site, name) is not null)
        {
            return true;
        }

        switch (name.Parent)
        {
            case ElementAccessExpressionSyntax element when element.Expression == name:
                return !Handover.IsPossible(_site, Function, element) && !IsEnded(element);
            case MemberAccessExpressionSyntax access when access.Expression == name:
                return access.Name.Identifier.ValueText is "Count" or "Length" or "Capacity" or "EnsureCapacity";
            case ForEachStatementSyntax each when each.Expression == name
                && _site.Model.GetDeclaredSymbol(each, _site.Cancellation) is { } element:
                return References(_site, each.Statement, element).All(use => !Handover.IsPossible(_site, Function, use) && !IsEnded(use));
            default:
                return false;
        }
    }

    // A call that gets the addresses and no buffer cannot end a share.
    private bool IsLent(IdentifierNameSyntax name) => _kind == DutyKind.Address
        && name.Parent is ArgumentSyntax { RefKindKeyword.RawKind: 0,
            Parent.Parent: InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } }
        && !arguments.Any(argument => _site.Known.IsBufferLike(ElementTypeOf(argument.Expression)));

    private ITypeSymbol? ElementTypeOf(ExpressionSyntax expression) => _site.Model.GetTypeInfo(expression, _site.Cancellation).Type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } type when !_site.Known.IsSpan(type) => arguments[0],
        var type => type,
    };

    // table[i].Unshare(); alone, or as all that a counted loop does.
    private bool IsReleaseOnly(StatementSyntax statement) => statement switch
    {
        ExpressionStatementSyntax => References(_site, statement, _store.Table).All(name =>
            name.Parent is ElementAccessExpressionSyntax element && IsEnded(element) && !IsMoved(element)),
        ForStatementSyntax { Statement: BlockSyntax { Statements: { Count: 1 } body } } => IsReleaseOnly(body[0]),
        ForStatementSyntax { Statement: ExpressionStatementSyntax body } => IsReleaseOnly(body),
        _ => false,
    };

    private static bool IsMoved(ElementAccessExpressionSyntax element) =>
        element.Parent is AssignmentExpressionSyntax or ArgumentSyntax { RefKindKeyword.RawKind: not 0 };

    private bool IsEnded(ExpressionSyntax element) => element.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Expression == element =>
            access.Name.Identifier.ValueText is "Unshare" or "Dispose" or "Deallocate" or "Abandon"
            || IsEnded(access),
        MemberBindingExpressionSyntax or ConditionalAccessExpressionSyntax => true,
        PostfixUnaryExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax => IsEnded((ExpressionSyntax)element.Parent),
        AssignmentExpressionSyntax assignment => assignment.Left == element,
        ArgumentSyntax argument => argument.RefKindKeyword.RawKind != 0 || _site.HalCallAround(argument) is not null,
        _ => false,
    };

    /// <summary>A list of objects: all that is in it.</summary>
    private string ReleaseOfAll(StatementSyntax exit)
    {
        string type = _store.ElementType.ToMinimalDisplayString(_site.Model, exit.SpanStart);
        string kind = _kind == DutyKind.Dma ? "dma" : "share";
        bool isPlural = Name.Length > 2 && Name.EndsWith("s", System.StringComparison.Ordinal);
        string element = isPlural ? Names.Unused(_site, exit, Name.Substring(0, Name.Length - 1), kind) : Names.Unused(_site, exit, kind);
        return Layout.Block($"foreach ({type} {element} in {Name})", ReleaseOf(element)!, exit);
    }

    /// <summary>An array, or a list of addresses: what the loop has filled so far.</summary>
    private string? ReleaseOfRange(StatementSyntax exit, string counter)
    {
        var loop = new TableLoop(_site, _loop, _store);
        if (loop.FilledAt(exit) is not { } range)
        {
            return null;
        }

        return ReleaseOf($"{Name}[{counter}]", expression => loop.InTurn(expression, counter)) is { } release
            ? Layout.Block($"for ({range.Type} {counter} = {range.First}; {counter} {range.Until}; {counter}++)", release, exit)
            : null;
    }

    // After the loop that fills, its counter's name is free again.
    private string CounterAt(StatementSyntax place) =>
        _loop is ForStatementSyntax { Declaration.Variables: { Count: 1 } variables }
        && !_loop.Span.Contains(place.Span)
        && _site.Model.LookupSymbols(place.SpanStart, name: variables[0].Identifier.ValueText).IsEmpty
            ? variables[0].Identifier.Text
            : Names.Unused(_site, place, "j", "k", "n");

    // DmaAlloc has failed in this turn: what it returned is not held.
    private bool IsFailure(StatementSyntax exit) => FailureTestOfAllocation?.Span.Contains(exit.Span) == true;

    private StatementSyntax? FailureTestOfAllocation => _kind == DutyKind.Allocation
        && Acquired.Of(_site, _site.Flagged) is { List: var list } acquired
        && list.Statements.ElementAtOrDefault(list.Index + 1) is { } test && FailureTest.IsOf(_site, acquired, test)
            ? test
            : null;

    private string? ReleaseOf(string element, System.Func<ExpressionSyntax, string?>? inTurn = null)
    {
        switch (_kind)
        {
            case DutyKind.Shared:
                return $"{element}.Unshare();";
            case DutyKind.Dma:
                return _store.ElementType.NullableAnnotation == NullableAnnotation.Annotated ? $"{element}?.Dispose();"
                    : $"{element}.Dispose();";
        }

        string[] told = (_kind == DutyKind.Address ? new[] { "buffer", "direction" } : new[] { "pages" })
            .Select(parameter => FindingSite.Argument(_acquisition, parameter) is { } argument ? inTurn!(argument) : null)
            .OfType<string>()
            .ToArray();
        return Release.ReceiverOf(_acquisition) is not { } receiver ? null
            : _kind == DutyKind.Address ? told.Length == 2 ? $"{receiver}Unshare({element}, {told[0]}, {told[1]});" : null
            : told.Length == 1 && FailureTestOfAllocation is not null
                ? $"_ = {receiver}DmaDealloc({element}.Paddr, {element}.Vaddr, {told[0]});" : null;
    }
}
