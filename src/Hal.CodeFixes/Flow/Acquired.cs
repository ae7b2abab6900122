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
/// inside an expression, one kept in a field, one of several that a variable holds in turn, has no form that a fix could work with. What a method or an owner of the
/// author's own acquires is held as what the HAL returns is; how it is ended, only the code can say.
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

    /// <summary>Whether it is there only where a call returned true: <c>if (!TryMap(buffer, out PhysAddr paddr)) { return; }</c>.</summary>
    public bool IsTried => IsTry(Operation);

    public static Acquired? Of(FindingSite site, SyntaxNode acquisition)
    {
        if (site.Model.GetOperation(acquisition, site.Cancellation) is not { } operation || (KindOf(site, operation) ?? KindOfOwn(site, operation)) is not { } kind)
        {
            return null;
        }

        SyntaxNode value = acquisition;
        while (value.Parent is ParenthesizedExpressionSyntax or AwaitExpressionSyntax)
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

    /// <summary>The local that a statement puts what it acquires into, whatever else that local holds at other times.</summary>
    public static (ILocalSymbol Local, DutyKind Kind, StatementSyntax Statement)? HolderOf(FindingSite site, SyntaxNode acquisition) =>
        site.Model.GetOperation(acquisition, site.Cancellation) is { } operation
        && (KindOf(site, operation) ?? KindOfOwn(site, operation)) is { } kind
        && !IsTry(operation)
        && StatementOf(acquisition) is { } statement
        && HoldersOf(site, acquisition, kind) is { Length: 1 } holders
        && holders[0] is ILocalSymbol { IsRef: false } local
            ? (local, kind, statement)
            : null;

    /// <summary>How what an operation acquires is held and ended; null where it acquires nothing.</summary>
    public static DutyKind? KindOf(FindingSite site, IOperation operation) => operation switch
    {
        IInvocationOperation when site.OperationOf(operation) == HalOperation.Share => DutyKind.Address,
        IInvocationOperation when site.OperationOf(operation) == HalOperation.DmaAlloc => DutyKind.Allocation,
        IInvocationOperation { TargetMethod.Name: "TryCreate" } invocation when IsTry(invocation) && site.Known.DmaBaseOf(invocation.TargetMethod.ContainingType) is not null => DutyKind.Dma,
        IObjectCreationOperation when KnownTypes.Is(operation.Type, site.Known.Shared) => DutyKind.Shared,
        IObjectCreationOperation { Initializer: null } when site.Known.DmaBaseOf(operation.Type) is not null => DutyKind.Dma,
        _ => null,
    };

    // A helper of the author's, or an owner; the finding says that it acquires.
    private static DutyKind? KindOfOwn(FindingSite site, IOperation operation) => operation switch
    {
        IInvocationOperation invocation when site.OperationOf(invocation) is not null => null,
        IInvocationOperation invocation when IsTry(invocation) => KindOfType(site, invocation.TargetMethod.Parameters.Last().Type),
        IInvocationOperation { TargetMethod.ReturnType: var type } => KindOfType(site, ResultOf(type)),
        IObjectCreationOperation { Initializer: null, Type: { } type } => KindOfType(site, type),
        _ => null,
    };

    private static DutyKind? KindOfType(FindingSite site, ITypeSymbol type) =>
        site.Known.IsAddress(type) ? DutyKind.Address
        : KnownTypes.Is(type, site.Known.Shared) ? DutyKind.Shared
        : KnownTypes.Is(type, site.Known.SharedScope) ? null
        : site.Known.DmaBaseOf(type) is not null || IsOwner(type) ? DutyKind.Dma
        : null;

    private static ITypeSymbol ResultOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } arguments } ? arguments[0] : type;

    /// <summary>Whether a type of the author's own ends with <c>Dispose</c> what it holds.</summary>
    public static bool IsOwner(ITypeSymbol type) => type.Locations.Any(location => location.IsInSource)
        && type.AllInterfaces.Any(found => found.SpecialType == SpecialType.System_IDisposable)
        && type.GetMembers("Dispose").OfType<IMethodSymbol>().Any(method => method.Parameters.IsEmpty && method.DeclaredAccessibility == Accessibility.Public);

    private static bool IsTry(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { ReturnType.SpecialType: SpecialType.System_Boolean, Parameters: { IsEmpty: false } parameters } }
        && parameters.Last().RefKind == RefKind.Out;

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
