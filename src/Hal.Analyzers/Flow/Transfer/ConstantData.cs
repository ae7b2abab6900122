using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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
}
