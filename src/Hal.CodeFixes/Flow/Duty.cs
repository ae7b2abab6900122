using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.CodeFixes.Flow;

/// <summary>
/// Something that a statement acquires and puts into a local that holds it from then on: <c>PhysAddr paddr = THal.Share(buffer, direction);</c>. Anything
/// else, a share inside an expression, one kept in a field, one of several that a variable holds in turn, has no form that a fix could end on every path.
/// </summary>
internal sealed class Duty
{
    private Duty(FindingSite site, DutyKind kind, IOperation acquisition, StatementList list, ImmutableArray<ISymbol> holders, int start)
    {
        Site = site;
        Kind = kind;
        Acquisition = acquisition;
        List = list;
        Holders = holders;
        Start = start;
    }

    public FindingSite Site { get; }

    public DutyKind Kind { get; }

    /// <summary>The call, or the object creation.</summary>
    public IOperation Acquisition { get; }

    /// <summary>The acquiring statement among its neighbours.</summary>
    public StatementList List { get; }

    /// <summary>The local that holds it; of a deconstructed allocation the address and the pointer.</summary>
    public ImmutableArray<ISymbol> Holders { get; }

    /// <summary>The first statement that runs only with the duty: after the acquisition and, where that can fail, after the test.</summary>
    public int Start { get; }

    public string Holder => Holders[0].Name;

    /// <summary>The function that the duty is held in.</summary>
    public SyntaxNode Function => StableExpression.Function(List.Statement)!;

    public static Duty? Of(FindingSite site, SyntaxNode acquisition)
    {
        if (site.Model.GetOperation(acquisition, site.Cancellation) is not { } operation || KindOf(site, operation) is not { } kind)
        {
            return null;
        }

        SyntaxNode value = acquisition;
        while (value.Parent is ParenthesizedExpressionSyntax)
        {
            value = value.Parent;
        }

        if (StatementOf(value) is not { } statement || StatementList.Around(statement) is not { } list)
        {
            return null;
        }

        ImmutableArray<ISymbol> holders = HoldersOf(site, value, kind);
        int start = list.Index + 1;
        if (kind == DutyKind.Allocation || IsTryCreate(operation))
        {
            StatementSyntax? test = IsTryCreate(operation) ? statement : list.Statements.ElementAtOrDefault(start++);
            if (test is null || !LeavesOnFailure(site, test, holders))
            {
                return null;
            }
        }

        return !holders.IsEmpty && holders.All(holder => IsHeldFor(site, holder, statement)) ? new Duty(site, kind, operation, list, holders, start) : null;
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

    private static DutyKind? KindOf(FindingSite site, IOperation operation) => operation switch
    {
        IInvocationOperation when site.OperationOf(operation) == HalOperation.Share => DutyKind.Address,
        IInvocationOperation when site.OperationOf(operation) == HalOperation.DmaAlloc => DutyKind.Allocation,
        IInvocationOperation invocation when IsTryCreate(invocation) && site.Known.DmaBaseOf(invocation.TargetMethod.ContainingType) is not null => DutyKind.Dma,
        IObjectCreationOperation when KnownTypes.Is(operation.Type, site.Known.Shared) => DutyKind.Shared,
        IObjectCreationOperation { Initializer: null } when site.Known.DmaBaseOf(operation.Type) is not null => DutyKind.Dma,
        _ => null,
    };

    private static bool IsTryCreate(IOperation operation) => operation is IInvocationOperation { TargetMethod.Name: "TryCreate" };

    private static StatementSyntax? StatementOf(SyntaxNode value) => value.Parent switch
    {
        EqualsValueClauseSyntax
        {
            Parent: VariableDeclaratorSyntax
            {
                Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, IsConst: false } statement }
            }
        } => statement,
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax statement } assignment when assignment.Right == value => statement,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Parent: IfStatementSyntax { Else: null } test } => test,
        _ => null,
    };

    private static ImmutableArray<ISymbol> HoldersOf(FindingSite site, SyntaxNode value, DutyKind kind)
    {
        ImmutableArray<ISymbol?> holders = value.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => ImmutableArray.Create(site.Model.GetDeclaredSymbol(declarator, site.Cancellation)),
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } => ImmutableArray.Create(site.Model.GetSymbolInfo(name, site.Cancellation).Symbol),
            AssignmentExpressionSyntax { Left: DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax { Variables.Count: 2 } parts } }
                when kind == DutyKind.Allocation => parts.Variables.Select(part => Declared(site, part)).ToImmutableArray(),
            AssignmentExpressionSyntax { Left: TupleExpressionSyntax { Arguments.Count: 2 } parts }
                when kind == DutyKind.Allocation => parts.Arguments
                    .Select(part => Declared(site, (part.Expression as DeclarationExpressionSyntax)?.Designation))
                    .ToImmutableArray(),
            PrefixUnaryExpressionSyntax when value is InvocationExpressionSyntax { ArgumentList.Arguments: var arguments }
                && arguments.LastOrDefault() is { Expression: DeclarationExpressionSyntax { Designation: var designation }, RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword } =>
                ImmutableArray.Create(Declared(site, designation)),
            _ => ImmutableArray<ISymbol?>.Empty,
        };
        return holders.Any(holder => holder is null) ? ImmutableArray<ISymbol>.Empty : holders.CastArray<ISymbol>();
    }

    private static ISymbol? Declared(FindingSite site, VariableDesignationSyntax? designation) =>
        designation is SingleVariableDesignationSyntax single ? site.Model.GetDeclaredSymbol(single, site.Cancellation) : null;

    // Assigned by this statement alone; a declaration before it gives no value, or the default.
    private static bool IsHeldFor(FindingSite site, ISymbol holder, StatementSyntax statement)
    {
        if (holder is not ILocalSymbol { IsRef: false } || holder.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(site.Cancellation) is not { } declaration)
        {
            return false;
        }

        if (statement.Span.Contains(declaration.Span))
        {
            return StableExpression.IsNeverReassigned(site, holder, StableExpression.Function(statement)!);
        }

        bool empty = declaration is VariableDeclaratorSyntax { Initializer: null or { Value: LiteralExpressionSyntax or DefaultExpressionSyntax } };
        return empty
            && declaration.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>()?.Parent == statement.Parent
            && StableExpression.CountWrites(site, holder, StableExpression.Function(statement)!) == 1;
    }

    // if (memory.Paddr == default) { return ...; }
    private static bool LeavesOnFailure(FindingSite site, StatementSyntax statement, ImmutableArray<ISymbol> holders) =>
        statement is IfStatementSyntax { Else: null } test
        && site.Model.AnalyzeControlFlow(test.Statement) is { Succeeded: true, EndPointIsReachable: false }
        && (IsTryCreateTest(test.Condition) || IsTestOfFailure(site, test.Condition, holders));

    private static bool IsTryCreateTest(ExpressionSyntax condition) =>
        condition is PrefixUnaryExpressionSyntax { Operand: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryCreate" } or IdentifierNameSyntax } };

    private static bool IsTestOfFailure(FindingSite site, ExpressionSyntax condition, ImmutableArray<ISymbol> holders)
    {
        return condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equals
            && ((IsHeld(equals.Left) && IsZero(equals.Right)) || (IsHeld(equals.Right) && IsZero(equals.Left)));

        bool IsHeld(ExpressionSyntax expression) =>
            StableExpression.RootSymbol(site, expression) is { } root && holders.Contains(root, SymbolEqualityComparer.Default);
    }

    private static bool IsZero(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.DefaultLiteralExpression) || literal.IsKind(SyntaxKind.NullLiteralExpression) || literal.Token.Value is 0 or 0u or 0L or 0UL,
        DefaultExpressionSyntax => true,
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: var arguments } => arguments.Count == 0 || (arguments.Count == 1 && IsZero(arguments[0].Expression)),
        _ => false,
    };
}
