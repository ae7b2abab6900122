using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Transfer;

/// <summary>Tables that the compiler puts into the program's data: <c>static ReadOnlySpan&lt;byte&gt; Table => new byte[] { 1, 2 };</c></summary>
internal static class ConstantData
{
    public static bool Is(IPropertySymbol property)
    {
        if (!property.IsStatic || property.DeclaringSyntaxReferences.Length != 1 ||
            property.DeclaringSyntaxReferences[0].GetSyntax() is not PropertyDeclarationSyntax declaration)
        {
            return false;
        }

        ExpressionSyntax? value = declaration.ExpressionBody?.Expression ?? declaration.AccessorList?.Accessors.FirstOrDefault()?.ExpressionBody?.Expression;
        return value is ArrayCreationExpressionSyntax { Initializer: not null } or ImplicitArrayCreationExpressionSyntax or CollectionExpressionSyntax ||
            value.IsKind(SyntaxKind.Utf8StringLiteralExpression);
    }

    /// <summary>Whether a collection expression is a <c>ReadOnlySpan</c> of constant bytes.</summary>
    public static bool IsSpan(IOperation collection, KnownTypes known) =>
        IsOfBytes(collection.Type, known) && collection.ChildOperations.Count > 0 && collection.ChildOperations.All(element => element.ConstantValue.HasValue);

    /// <summary>Whether an array of constants becomes a <c>ReadOnlySpan</c> of bytes at once: it is never allocated then.</summary>
    public static bool Is(IOperation array, ITypeSymbol? span, KnownTypes known) =>
        IsOfBytes(span, known) &&
        array is IArrayCreationOperation { Initializer: { } initializer } &&
        initializer.ElementValues.All(element => element.ConstantValue.HasValue);

    private static bool IsOfBytes(ITypeSymbol? span, KnownTypes known) =>
        KnownTypes.Is(span, known.ReadOnlySpan) &&
        ((INamedTypeSymbol)span!).TypeArguments[0].SpecialType is SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Boolean;
}
