using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>Whether a call is awaited where it is made: <c>await F()</c>, <c>await F().ConfigureAwait(false)</c>.</summary>
internal static class Awaiting
{
    public static bool Is(SyntaxNode call)
    {
        SyntaxNode? outer = call.Parent;
        while (outer is ParenthesizedExpressionSyntax)
        {
            outer = outer.Parent;
        }

        return outer switch
        {
            AwaitExpressionSyntax => true,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured } => Is(configured),
            _ => false,
        };
    }
}
