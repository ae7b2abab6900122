using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.CodeFixes.Flow;

/// <summary>Takes a release out of the code that a finally or a scope now ends for it; comments stay.</summary>
internal static class InnerRelease
{
    public static SyntaxNode Remove(SyntaxNode root, StatementSyntax release, string newLine)
    {
        // An if for the release alone goes with it; a call in its condition is still made.
        if (release.Parent is BlockSyntax { Statements.Count: 1, Parent: IfStatementSyntax { Else: null, Parent: BlockSyntax or SwitchSectionSyntax } only } block
            && block.Parent == only && CallIn(only.Condition) is var call && (call is not null || HasNoEffect(only.Condition)))
        {
            return call is null ? Without(root, only, newLine) : root.ReplaceNode(only, Layout.Statement(call.WithoutTrivia(), only));
        }

        if (release.Parent is BlockSyntax { Statements.Count: 1, Parent: ElseClauseSyntax { Parent: IfStatementSyntax test } otherwise })
        {
            SyntaxToken last = test.Statement.GetLastToken();
            return root.ReplaceNode(test, test.WithElse(null).WithTrailingTrivia(otherwise.GetTrailingTrivia().Any() ? otherwise.GetTrailingTrivia() : last.TrailingTrivia));
        }

        return Without(root, release, newLine);
    }

    private static SyntaxNode Without(SyntaxNode root, StatementSyntax statement, string newLine)
    {
        SyntaxTriviaList comments = Layout.CommentsOf(statement, newLine);
        SyntaxToken next = statement.GetLastToken().GetNextToken();
        bool isFirst = statement.GetFirstToken().GetPreviousToken().IsKind(SyntaxKind.OpenBraceToken);
        root = root.TrackNodes(statement);
        SyntaxNode? nextNode = next.Parent;
        if (nextNode is not null && (comments.Count > 0 || isFirst))
        {
            // What follows takes the comments, and the place after the brace without a blank line.
            root = root.ReplaceToken(root.FindToken(next.SpanStart), WithComments(next, comments, isFirst));
        }

        return root.RemoveNode(root.GetCurrentNode(statement)!, SyntaxRemoveOptions.KeepNoTrivia)!;
    }

    private static SyntaxToken WithComments(SyntaxToken next, SyntaxTriviaList comments, bool isFirst)
    {
        SyntaxTriviaList leading = next.LeadingTrivia;
        while (isFirst && leading.Count > 0 && leading[0].IsKind(SyntaxKind.EndOfLineTrivia))
        {
            leading = leading.RemoveAt(0);
        }

        return next.WithLeadingTrivia(comments.AddRange(leading));
    }

    private static ExpressionSyntax? CallIn(ExpressionSyntax condition) => condition switch
    {
        InvocationExpressionSyntax call => call,
        ParenthesizedExpressionSyntax parenthesized => CallIn(parenthesized.Expression),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => CallIn(not.Operand),
        _ => null,
    };

    private static bool HasNoEffect(ExpressionSyntax condition) => condition.DescendantNodesAndSelf().All(node =>
        node is IdentifierNameSyntax or MemberAccessExpressionSyntax or LiteralExpressionSyntax or BinaryExpressionSyntax or ParenthesizedExpressionSyntax
        || node.IsKind(SyntaxKind.LogicalNotExpression));
}
