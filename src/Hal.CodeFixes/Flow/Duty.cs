using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.CodeFixes.Flow;

/// <summary>What a method has to end, from where it is certainly there, and how it is ended.</summary>
internal sealed class Duty
{
    private readonly StatementList? _list;

    private Duty(FindingSite site, DutyKind kind, IOperation? acquisition, ImmutableArray<ISymbol> holders, SyntaxNode begin,
        SyntaxNode scope, StatementList? list, int start)
    {
        Site = site;
        Kind = kind;
        Acquisition = acquisition;
        Holders = holders;
        Begin = begin;
        Scope = scope;
        _list = list;
        Start = start;
    }

    public FindingSite Site { get; }

    public DutyKind Kind { get; }

    /// <summary>The call or the object creation; null where the duty came with a parameter.</summary>
    public IOperation? Acquisition { get; }

    public ImmutableArray<ISymbol> Holders { get; }

    /// <summary>The acquiring statement, or the parameter.</summary>
    public SyntaxNode Begin { get; }

    /// <summary>Whether the holder may hold nothing yet.</summary>
    public bool MayBeNull { get; private set; }

    /// <summary>Where the holder can be named.</summary>
    public SyntaxNode Scope { get; }

    /// <summary>The acquiring statement among its neighbours; only of a duty that a local holds.</summary>
    public StatementList List => _list!;

    /// <summary>Whether one statement of a list acquires what the duty is for.</summary>
    public bool HasList => _list is not null;

    /// <summary>The first statement that runs only with the duty: after the acquisition and, where that can fail, after the test.</summary>
    public int Start { get; }

    /// <summary>The position from which the duty is certainly there.</summary>
    public int Certain => _list is null ? Begin.Span.End : _list.Statements[Start - 1].Span.End;

    public string Holder => Holders[0].Name;

    /// <summary>The function that the duty is held in.</summary>
    public SyntaxNode Function => StableExpression.Function(Begin)!;

    /// <summary>Null where a statement does not hold what it acquires in a local, or what can fail is not tested at once.</summary>
    public static Duty? Of(FindingSite site, SyntaxNode acquisition)
    {
        if (Acquired.Of(site, acquisition) is not { } acquired)
        {
            return null;
        }

        StatementList list = acquired.List;
        if (acquired.IsTried)
        {
            return FailureTest.Leaves(site, list.Statement) ? From(1) : null;
        }

        if (acquired.Kind == DutyKind.Allocation)
        {
            return list.Statements.ElementAtOrDefault(list.Index + 1) is { } test && FailureTest.IsOf(site, acquired, test) ? From(2) : null;
        }

        return From(1);

        Duty From(int offset) =>
            new(site, acquired.Kind, acquired.Operation, acquired.Holders, list.Statement, list.Statement.Parent!, list, list.Index + offset);
    }

    /// <summary>The duty that a parameter brings, or that a constructor keeps in a field of the object it makes.</summary>
    public static Duty? OfOther(FindingSite site)
    {
        if (site.Flagged is ParameterSyntax { Parent.Parent: BaseMethodDeclarationSyntax { Body: { } body } } declared
            && site.Model.GetDeclaredSymbol(declared, site.Cancellation) is { } parameter
            && (site.Known.IsAddress(parameter.Type) ? DutyKind.Address : KnownTypes.Is(parameter.Type, site.Known.Shared) ? DutyKind.Shared
                : (DutyKind?)null) is { } kind
            && StableExpression.IsNeverReassigned(site, parameter, body))
        {
            return new Duty(site, kind, acquisition: null, ImmutableArray.Create<ISymbol>(parameter), declared, body, list: null, start: 0);
        }

        return site.Flagged.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax left,
            Parent: ExpressionStatementSyntax { Parent: BlockSyntax block } statement }
            && block.Parent is ConstructorDeclarationSyntax
            && site.Model.GetSymbolInfo(left, site.Cancellation).Symbol is IFieldSymbol { IsStatic: false } field
            && site.Model.GetOperation(site.Flagged, site.Cancellation) is { } operation
            && Acquired.KindOf(site, operation) is { } kept and not DutyKind.Allocation
            && StableExpression.CountWrites(site, field, block) == 1
            && !block.DescendantNodes().Any(node => node is ThisExpressionSyntax { Parent: not MemberAccessExpressionSyntax })
                ? new Duty(site, kept, operation, ImmutableArray.Create<ISymbol>(field), statement, block, list: null, start: 0)
                : null;
    }

    /// <summary>The duty of a local that holds one acquisition after the other, and nothing else.</summary>
    public static Duty? OfVariable(FindingSite site)
    {
        if (Acquired.HolderOf(site, site.Flagged) is not { } held
            || held.Kind == DutyKind.Allocation
            || held.Local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(site.Cancellation) is not VariableDeclaratorSyntax declarator
            || declarator.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { UsingKeyword.RawKind: 0, Parent: { } scope }
            || site.Model.GetOperation(site.Flagged, site.Cancellation) is not { } operation)
        {
            return null;
        }

        ExpressionSyntax[] values = Values(site, held.Local, scope).ToArray();
        bool isNullFirst = held.Kind == DutyKind.Dma
            && declarator.Initializer is { Value: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } };
        return values.Length == StableExpression.CountWrites(site, held.Local, scope)
            && (isNullFirst || declarator.Initializer is null || Acquired.HolderOf(site, declarator.Initializer.Value)?.Kind == held.Kind)
            && values.All(value => Acquired.HolderOf(site, value)?.Kind == held.Kind)
                ? new Duty(site, held.Kind, operation, ImmutableArray.Create<ISymbol>(held.Local), held.Statement, scope, list: null,
                    start: 0) { MayBeNull = isNullFirst }
                : null;
    }

    /// <summary>What else the local of the duty may hold when a statement is reached.</summary>
    public IEnumerable<ExpressionSyntax> HeldBefore(StatementSyntax statement)
    {
        var declarator = (VariableDeclaratorSyntax)Holders[0].DeclaringSyntaxReferences[0].GetSyntax(Site.Cancellation);
        return Values(Site, Holders[0], Scope)
            .Concat(declarator.Initializer is { Value: not LiteralExpressionSyntax } initializer ? new[] { initializer.Value }
                : System.Array.Empty<ExpressionSyntax>())
            .Where(value => value != Acquisition!.Syntax
                && (value.SpanStart < statement.SpanStart || LeavingStatements.MayRunBefore(value, statement, declarator)));
    }

    /// <summary>Whether a statement ends this duty and does nothing else.</summary>
    public bool IsEndedBy(StatementSyntax statement)
    {
        if (statement is not ExpressionStatementSyntax { Expression: var expression })
        {
            return false;
        }

        if (expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" },
            RawKind: (int)SyntaxKind.SimpleAssignmentExpression } discard)
        {
            expression = discard.Right;
        }

        if (Kind is DutyKind.Shared or DutyKind.Dma)
        {
            (ExpressionSyntax? ended, SimpleNameSyntax? how) = expression switch
            {
                InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax access } =>
                    (access.Expression, access.Name),
                ConditionalAccessExpressionSyntax
                {
                    WhenNotNull: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0,
                        Expression: MemberBindingExpressionSyntax access }
                } sure => (sure.Expression, access.Name),
                _ => default((ExpressionSyntax?, SimpleNameSyntax?)),
            };
            return ended is not null
                && IsHolder(ended)
                && how!.Identifier.ValueText is var name
                && (Kind == DutyKind.Shared ? name == "Unshare" : name is "Dispose" or "Deallocate");
        }

        if (Site.Model.GetOperation(expression, Site.Cancellation) is not IInvocationOperation release)
        {
            return false;
        }

        HalOperation ending = Kind == DutyKind.Address ? HalOperation.Unshare : HalOperation.DmaDealloc;
        return Site.OperationOf(release) is { } operation
            ? operation == ending && FindingSite.Argument(release, "paddr") is { } address && IsFirstHolder(address)
            : Kind == DutyKind.Address && release.Arguments.Any(argument =>
                argument.Syntax is ArgumentSyntax { Expression: var given } && IsFirstHolder(given)
                    && EndsShare(release.TargetMethod, argument.Parameter!));
    }

    /// <summary>
    /// The variables of the buffer that was shared: who touches them may touch what the device still has. Of what the author's own method
    /// acquired, all that it was told.
    /// </summary>
    public IEnumerable<string> BufferNames()
    {
        bool isOfHal = Acquisition is null || Acquired.KindOf(Site, Acquisition) is not null;
        if (isOfHal && Kind is DutyKind.Dma or DutyKind.Allocation)
        {
            return Holders.Select(holder => holder.Name);
        }

        SyntaxNode? buffer = isOfHal ? FindingSite.Argument(Acquisition, "buffer") : Acquisition!.Syntax;
        return buffer is null
            ? Enumerable.Empty<string>()
            : buffer.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText)
                .Where(name =>
                    Site.Model.LookupSymbols(Begin.SpanStart, name: name)
                        .Any(symbol => symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol))
                .Concat(Kind == DutyKind.Address ? System.Array.Empty<string>() : new[] { Holder });
    }

    public bool IsHolder(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax
            && SymbolEqualityComparer.Default.Equals(Site.Model.GetSymbolInfo(expression, Site.Cancellation).Symbol, Holders[0]);

    private bool IsFirstHolder(ExpressionSyntax expression) =>
        SymbolEqualityComparer.Default.Equals(StableExpression.RootSymbol(Site, expression), Holders[0]);

    // By its attribute, or because its body unshares what it gets there. Whether it does so always, the trial shows.
    private bool EndsShare(IMethodSymbol method, IParameterSymbol parameter)
    {
        if (KnownTypes.HasAttribute(parameter, Site.Known.UnsharesAttribute))
        {
            return true;
        }

        IParameterSymbol? own = (method.ReducedFrom ?? method)
            .OriginalDefinition.Parameters.FirstOrDefault(candidate => candidate.Name == parameter.Name);
        return own is not null && method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(Site.Cancellation)).Any(body =>
        {
            SemanticModel model = body.SyntaxTree == Site.Model.SyntaxTree ? Site.Model
                : Site.Model.Compilation.GetSemanticModel(body.SyntaxTree);
            return body.DescendantNodes().OfType<InvocationExpressionSyntax>()
                .Select(call => model.GetOperation(call, Site.Cancellation))
                .OfType<IInvocationOperation>()
                .Any(call => Site.OperationOf(call) == HalOperation.Unshare
                    && FindingSite.Argument(call, "paddr") is { } address
                    && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(address, Site.Cancellation).Symbol, own));
        });
    }

    private static IEnumerable<ExpressionSyntax> Values(FindingSite site, ISymbol variable, SyntaxNode scope) => scope.DescendantNodes()
        .OfType<AssignmentExpressionSyntax>()
        .Where(assignment =>
            SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(assignment.Left, site.Cancellation).Symbol, variable))
        .Select(assignment => assignment.Right);
}
