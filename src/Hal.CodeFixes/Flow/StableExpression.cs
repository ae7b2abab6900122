using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.CodeFixes.Flow;

/// <summary>Expressions that mean the same wherever they are written in a method: nothing that they read is ever changed, and evaluating them does nothing.</summary>
internal static class StableExpression
{
    public static bool IsStable(FindingSite site, ExpressionSyntax expression) =>
        site.Model.GetOperation(expression, site.Cancellation) is { } operation && IsStable(site, operation, Body(expression));

    /// <summary>Whether an argument of an acquisition may be written at its release: it is stable there, names the same things, and is not that of another turn of a loop.</summary>
    /// <param name="at">The argument of the release that it would replace.</param>
    /// <param name="address">What the release is told as the address.</param>
    public static bool CanBeWrittenAt(FindingSite site, ExpressionSyntax expression, SyntaxNode at, ExpressionSyntax? address)
    {
        if (site.Model.GetConstantValue(expression, site.Cancellation).HasValue && NamesOf(expression).All(name => IsOfType(site, name, at)))
        {
            return true; // the same in every member
        }

        if (expression.SpanStart >= at.SpanStart || Body(expression) != Body(at) || !IsStable(site, expression))
        {
            return false;
        }

        SyntaxNode? loop = at.Ancestors().FirstOrDefault(node => IsLoop(node) && node.Span.Contains(expression.Span));
        bool sameTurn = loop is null || (address is not null && RootSymbol(site, address) is ILocalSymbol holder && IsDeclaredIn(holder, loop));
        return NamesOf(expression).All(name =>
            site.Model.GetSymbolInfo(name, site.Cancellation).Symbol is { } symbol
            && Means(site, at.SpanStart, name, symbol)
            && (sameTurn || symbol is not ILocalSymbol local || !IsDeclaredIn(local, loop!)));
    }

    private static IEnumerable<SimpleNameSyntax> NamesOf(ExpressionSyntax expression) =>
        expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Where(IsRoot);

    /// <summary>Whether a name is that of a type or of a constant of one, and means the same elsewhere.</summary>
    private static bool IsOfType(FindingSite site, SimpleNameSyntax name, SyntaxNode at) =>
        site.Model.GetSymbolInfo(name, site.Cancellation).Symbol is ITypeSymbol or INamespaceSymbol or IFieldSymbol { IsConst: true }
        && Means(site, at.SpanStart, name, site.Model.GetSymbolInfo(name, site.Cancellation).Symbol!);

    /// <summary>The variable at the root of <c>memory.Paddr</c>, or the variable itself.</summary>
    public static ISymbol? RootSymbol(FindingSite site, ExpressionSyntax expression, SemanticModel? model = null)
    {
        ExpressionSyntax root = expression;
        while (true)
        {
            switch (root)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    root = parenthesized.Expression;
                    continue;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure:
                    root = sure.Operand;
                    continue;
                case MemberAccessExpressionSyntax access:
                    root = access.Expression;
                    continue;
                default:
                    return (model ?? site.Model).GetSymbolInfo(root, site.Cancellation).Symbol;
            }
        }
    }

    /// <summary>Whether a variable keeps the value that its declaration gives it.</summary>
    public static bool IsNeverReassigned(FindingSite site, ISymbol variable, SyntaxNode body) => CountWrites(site, variable, body) == 0;

    /// <summary>How many places other than its declaration give a variable a value, or could.</summary>
    public static int CountWrites(FindingSite site, ISymbol variable, SyntaxNode body) => body.DescendantNodes()
        .OfType<IdentifierNameSyntax>()
        .Where(name => name.Identifier.ValueText == variable.Name)
        .Count(name => IsWritten(name) && SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(name, site.Cancellation).Symbol, variable));

    /// <summary>The function around a node: a method, an accessor, a lambda, a local function.</summary>
    public static SyntaxNode? Function(SyntaxNode node) => node.Ancestors().FirstOrDefault(IsFunction);

    public static bool IsFunction(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax or AccessorDeclarationSyntax;

    public static bool IsLoop(SyntaxNode node) => node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax;

    private static SyntaxNode Body(SyntaxNode node) => node.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault() ?? node.SyntaxTree.GetRoot();

    private static bool IsStable(FindingSite site, IOperation operation, SyntaxNode body)
    {
        if (operation.ConstantValue.HasValue)
        {
            return true;
        }

        switch (operation)
        {
            case ILocalReferenceOperation { Local: { IsRef: false } local }:
                return IsNeverReassigned(site, local, body);
            case IParameterReferenceOperation { Parameter: { RefKind: RefKind.None or RefKind.In } parameter }:
                return IsNeverReassigned(site, parameter, body);
            case IInstanceReferenceOperation or IDefaultValueOperation or ISizeOfOperation:
                return true;
            case IAddressOfOperation { Reference: ILocalReferenceOperation or IParameterReferenceOperation }:
                return true;
            case IFieldReferenceOperation { Field: { IsReadOnly: true } or { IsConst: true } }:
            case IPropertyReferenceOperation property when IsFixed(site, property):
            case IInvocationOperation invocation when IsPure(site, invocation.TargetMethod.ContainingType):
            case IObjectCreationOperation creation when creation.Initializer is null && IsValue(site, creation.Type):
            case IArgumentOperation or IParenthesizedOperation or IConditionalOperation:
            case IBinaryOperation { OperatorMethod: null }:
            case IBinaryOperation { OperatorMethod: { } method } when IsValue(site, method.ContainingType):
            case IUnaryOperation { OperatorMethod: null }:
            case IConversionOperation { OperatorMethod: null }:
                return operation.ChildOperations.All(child => IsStable(site, child, body));
            default:
                return false;
        }
    }

    // Properties that are given their value once: those of the HAL's own values, and the length of an array.
    private static bool IsFixed(FindingSite site, IPropertyReferenceOperation property) =>
        IsPure(site, property.Property.ContainingType)
        || KnownTypes.Is(property.Property.ContainingType, site.Known.PinnedBuffer)
        || property is { Property.Name: "Length", Instance.Type.TypeKind: TypeKind.Array };

    private static bool IsPure(FindingSite site, ITypeSymbol? type) =>
        IsValue(site, type)
        || KnownTypes.Is(type, site.Known.DmaAllocation)
        || KnownTypes.Is(type, site.Known.Shared)
        || KnownTypes.Is(type, site.Known.Dma)
        || type is { Name: "HalConstants", ContainingNamespace: { Name: "Hal", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool IsValue(FindingSite site, ITypeSymbol? type) => KnownTypes.Is(type, site.Known.DmaBuffer) || site.Known.IsAddress(type);

    private static bool IsRoot(SimpleNameSyntax name) =>
        !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name) && name.Parent is not (QualifiedNameSyntax or NameColonSyntax or AliasQualifiedNameSyntax);

    private static bool Means(FindingSite site, int position, SimpleNameSyntax name, ISymbol symbol) =>
        symbol is ITypeParameterSymbol or INamespaceOrTypeSymbol or IMethodSymbol
        || site.Model.LookupSymbols(position, name: name.Identifier.ValueText).Any(found => SymbolEqualityComparer.Default.Equals(found, symbol));

    private static bool IsDeclaredIn(ISymbol symbol, SyntaxNode node) =>
        symbol.DeclaringSyntaxReferences.Any(reference => node.Span.Contains(reference.Span));

    private static bool IsWritten(IdentifierNameSyntax name)
    {
        SyntaxNode node = name;
        while (node.Parent is ParenthesizedExpressionSyntax)
        {
            node = node.Parent;
        }

        return node.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == node,
            PrefixUnaryExpressionSyntax unary => unary.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.AddressOfExpression,
            PostfixUnaryExpressionSyntax unary => unary.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression,
            ArgumentSyntax argument => argument.RefKindKeyword.Kind() is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword || InDeconstruction(argument),
            RefExpressionSyntax => true,
            _ => false,
        };
    }

    // (paddr, buffer) = ...
    private static bool InDeconstruction(SyntaxNode argument)
    {
        SyntaxNode? tuple = argument.Parent;
        while (tuple is TupleExpressionSyntax && tuple.Parent is ArgumentSyntax outer)
        {
            tuple = outer.Parent;
        }

        return tuple is TupleExpressionSyntax && tuple.Parent is AssignmentExpressionSyntax assignment && assignment.Left == tuple;
    }
}
