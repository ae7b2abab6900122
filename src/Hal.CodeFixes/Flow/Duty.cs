using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.CodeFixes.Flow;

/// <summary>What a statement acquires, from where it is certainly there, and how it is ended.</summary>
internal sealed class Duty
{
    private readonly Acquired _acquired;

    private Duty(FindingSite site, Acquired acquired, int start)
    {
        Site = site;
        _acquired = acquired;
        Start = start;
    }

    public FindingSite Site { get; }

    public DutyKind Kind => _acquired.Kind;

    public IOperation Acquisition => _acquired.Operation;

    public StatementList List => _acquired.List;

    public ImmutableArray<ISymbol> Holders => _acquired.Holders;

    /// <summary>The first statement that runs only with the duty: after the acquisition and, where that can fail, after the test.</summary>
    public int Start { get; }

    public string Holder => Holders[0].Name;

    /// <summary>The function that the duty is held in.</summary>
    public SyntaxNode Function => StableExpression.Function(List.Statement)!;

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
            return FailureTest.Leaves(site, list.Statement) ? new Duty(site, acquired, list.Index + 1) : null;
        }

        if (acquired.Kind == DutyKind.Allocation)
        {
            return list.Statements.ElementAtOrDefault(list.Index + 1) is { } test && FailureTest.IsOf(site, acquired, test) ? new Duty(site, acquired, list.Index + 2) : null;
        }

        return new Duty(site, acquired, list.Index + 1);
    }

    /// <summary>Whether a statement ends this duty and does nothing else.</summary>
    public bool IsEndedBy(StatementSyntax statement)
    {
        if (statement is not ExpressionStatementSyntax { Expression: var expression })
        {
            return false;
        }

        if (expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, RawKind: (int)SyntaxKind.SimpleAssignmentExpression } discard)
        {
            expression = discard.Right;
        }

        if (Kind is DutyKind.Shared or DutyKind.Dma)
        {
            return expression is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax access }
                && IsHolder(access.Expression)
                && access.Name.Identifier.ValueText is var name
                && (Kind == DutyKind.Shared ? name == "Unshare" : name is "Dispose" or "Deallocate");
        }

        HalOperation ending = Kind == DutyKind.Address ? HalOperation.Unshare : HalOperation.DmaDealloc;
        return Site.Model.GetOperation(expression, Site.Cancellation) is IInvocationOperation release
            && Site.Calls.Recognize(release.TargetMethod) == ending
            && FindingSite.Argument(release, "paddr") is { } address
            && SymbolEqualityComparer.Default.Equals(StableExpression.RootSymbol(Site, address), Holders[0]);
    }

    /// <summary>The variables of the buffer that was shared: who touches them may touch what the device still has.</summary>
    public IEnumerable<string> BufferNames() => Kind is DutyKind.Dma or DutyKind.Allocation
        ? Holders.Select(holder => holder.Name)
        : FindingSite.Argument(Acquisition, "buffer") is { } buffer
            ? buffer.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText)
                .Where(name => Site.Model.LookupSymbols(List.Statement.SpanStart, name: name).Any(symbol => symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol))
                .Concat(Kind == DutyKind.Shared ? new[] { Holder } : System.Array.Empty<string>())
            : Enumerable.Empty<string>();

    public bool IsHolder(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax && SymbolEqualityComparer.Default.Equals(Site.Model.GetSymbolInfo(expression, Site.Cancellation).Symbol, Holders[0]);
}
