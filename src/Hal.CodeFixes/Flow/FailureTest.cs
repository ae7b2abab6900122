using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.CodeFixes.Flow;

/// <summary><c>if (memory.Paddr == default) { return; }</c>: after it the allocation is known to be there.</summary>
internal static class FailureTest
{
    /// <summary>Whether a statement leaves where the allocation failed.</summary>
    public static bool IsOf(FindingSite site, Acquired acquired, StatementSyntax statement)
    {
        return statement is IfStatementSyntax { Condition: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equals }
            && ((IsHeld(equals.Left) && IsZero(equals.Right)) || (IsHeld(equals.Right) && IsZero(equals.Left)))
            && Leaves(site, statement);

        bool IsHeld(ExpressionSyntax expression) =>
            StableExpression.RootSymbol(site, expression) is { } root && acquired.Holders.Contains(root, SymbolEqualityComparer.Default);
    }

    /// <summary>Whether a statement is an <c>if</c> that is never left but by a jump.</summary>
    public static bool Leaves(FindingSite site, StatementSyntax statement) =>
        statement is IfStatementSyntax { Else: null } test && site.Model.AnalyzeControlFlow(test.Statement) is { Succeeded: true, EndPointIsReachable: false };

    private static bool IsZero(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.DefaultLiteralExpression) || literal.IsKind(SyntaxKind.NullLiteralExpression) || literal.Token.Value is 0 or 0u or 0L or 0UL,
        DefaultExpressionSyntax => true,
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: var arguments } => arguments.Count == 0 || (arguments.Count == 1 && IsZero(arguments[0].Expression)),
        _ => false,
    };
}
