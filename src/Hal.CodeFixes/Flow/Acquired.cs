using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.CodeFixes.Flow;

/// <summary>
/// What a statement acquires and puts into a local that holds it from then on: <c>PhysAddr paddr = THal.Share(buffer, direction);</c>. Anything else, a share
/// inside an expression, one kept in a field, one of several that a variable holds in turn, has no form that a fix could work with.
/// </summary>
internal sealed class Acquired
{
    private Acquired(DutyKind kind, IOperation operation, StatementList list, ImmutableArray<ISymbol> holders)
    {
        Kind = kind;
        Operation = operation;
        List = list;
        Holders = holders;
    }

    public DutyKind Kind { get; }

    /// <summary>The call, or the object creation.</summary>
    public IOperation Operation { get; }

    /// <summary>The acquiring statement among its neighbours.</summary>
    public StatementList List { get; }

    /// <summary>The local that holds it; of a deconstructed allocation the address and the pointer.</summary>
    public ImmutableArray<ISymbol> Holders { get; }

    public bool IsTried => IsTryCreate(Operation);

    public static Acquired? Of(FindingSite site, SyntaxNode acquisition)
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
        return !holders.IsEmpty && holders.All(holder => IsHeldFor(site, holder, statement)) ? new Acquired(kind, operation, list, holders) : null;
    }

    /// <summary>How what an operation acquires is held and ended; null where it acquires nothing.</summary>
    public static DutyKind? KindOf(FindingSite site, IOperation operation) => operation switch
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
}
