using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Hal.CodeFixes.Flow;

/// <summary>
/// Indentation and blank lines of statements that are moved. They are shifted as they stand, not formatted anew: an author's own alignment survives.
/// </summary>
internal static class Layout
{
    private const string DefaultUnit = "    ";

    /// <summary>The white space before a statement that begins its line.</summary>
    public static string IndentationOf(SyntaxNode node) => IndentationOf(node.GetFirstToken());

    /// <summary>The white space at the start of the line that a node begins in.</summary>
    public static string IndentationOfLine(SyntaxNode node) => IndentationOf(FirstOfLine(node));

    /// <summary>A head, such as a loop's, with one statement in braces that stand as those around a statement do. The text has <c>\n</c> only.</summary>
    public static string Block(string head, string body, StatementSyntax place) =>
        $"{head}{(OpensBracesInLine(place) ? " {" : "\n{")}\n{UnitAround(place)}{body}\n}}";

    /// <summary>What one level of indentation is around a statement.</summary>
    public static string UnitAround(StatementSyntax statement)
    {
        string inner = IndentationOf(statement);
        string outer = statement.Parent is { } parent ? IndentationOf(FirstOfLine(parent)) : string.Empty;
        return inner.Length > outer.Length && inner.StartsWith(outer, System.StringComparison.Ordinal) ? inner.Substring(outer.Length) : DefaultUnit;
    }

    /// <summary>Whether the code around a statement opens braces at the end of a line.</summary>
    public static bool OpensBracesInLine(StatementSyntax statement) =>
        statement.Ancestors().OfType<BlockSyntax>().FirstOrDefault() is { OpenBraceToken: var brace }
        && brace.GetPreviousToken() is { RawKind: not 0 } before
        && !before.TrailingTrivia.Concat(brace.LeadingTrivia).Any(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))
        && brace.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);

    /// <summary>The node with every line of it, and every comment in it, one unit further in.</summary>
    public static T Indent<T>(T node, string unit)
        where T : SyntaxNode
    {
        SyntaxToken first = node.GetFirstToken();
        return node.ReplaceTokens(node.DescendantTokens(), (old, token) =>
        {
            bool beginsLine = old == first || BeginsLine(old);
            return beginsLine || token.LeadingTrivia.Any(SyntaxKind.EndOfLineTrivia) ? token.WithLeadingTrivia(Indent(token.LeadingTrivia, beginsLine, unit)) : token;
        });
    }

    /// <summary>The statement without the blank lines before it.</summary>
    public static T WithoutBlankLinesBefore<T>(T statement)
        where T : SyntaxNode
    {
        List<SyntaxTrivia> trivia = statement.GetLeadingTrivia().ToList();
        int start = 0;
        for (int i = 0; i < trivia.Count && trivia[i].Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia; i++)
        {
            if (trivia[i].IsKind(SyntaxKind.EndOfLineTrivia))
            {
                start = i + 1;
            }
        }

        return statement.WithLeadingTrivia(trivia.Skip(start));
    }

    /// <summary>The statement with a blank line before it.</summary>
    public static StatementSyntax WithBlankLineBefore(StatementSyntax statement, string newLine)
    {
        statement = WithoutBlankLinesBefore(statement);
        return statement.WithLeadingTrivia(statement.GetLeadingTrivia().Insert(0, SyntaxFactory.EndOfLine(newLine)));
    }

    /// <summary>Only the comments of a node that goes, each on a line of its own; empty where there are none.</summary>
    public static SyntaxTriviaList CommentsOf(SyntaxNode node, string newLine)
    {
        string indentation = IndentationOf(node);
        IEnumerable<SyntaxTrivia> comments = node.GetLeadingTrivia().Concat(node.DescendantTrivia().Where(trivia => trivia.Span.Start >= node.SpanStart))
            .Where(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia);
        return SyntaxFactory.TriviaList(comments.SelectMany(comment =>
            new[] { SyntaxFactory.Whitespace(indentation), comment, SyntaxFactory.EndOfLine(newLine) }));
    }

    /// <summary>Code that has several statements on a line is left to the formatter; all other keeps its layout.</summary>
    public static SyntaxNode FormatUnlessLaidOut(SyntaxNode changed, IEnumerable<StatementSyntax> original) =>
        original.All(statement => BeginsLine(statement.GetFirstToken()) && statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
            ? changed
            : changed.WithAdditionalAnnotations(Formatter.Annotation);

    /// <summary>An expression as a statement. The semicolon has no elastic trivia, for which an editor would format what is around it.</summary>
    public static StatementSyntax Statement(ExpressionSyntax expression, StatementSyntax replaced) =>
        SyntaxFactory.ExpressionStatement(expression, SyntaxFactory.Token(default, SyntaxKind.SemicolonToken, default)).WithTriviaFrom(replaced);

    /// <summary>A statement written at an indentation, ending its line. The text has <c>\n</c> only.</summary>
    public static StatementSyntax Statement(string text, string indentation, string newLine)
    {
        string all = string.Concat(text.Split('\n').Select(line => line.Length == 0 ? newLine : indentation + line + newLine));
        return SyntaxFactory.ParseStatement(all);
    }

    private static SyntaxTriviaList Indent(SyntaxTriviaList trivia, bool beginsLine, string unit)
    {
        var indented = new List<SyntaxTrivia>();
        bool atStart = beginsLine;
        for (int i = 0; i < trivia.Count; i++)
        {
            bool blank = trivia[i].IsKind(SyntaxKind.EndOfLineTrivia)
                || (trivia[i].IsKind(SyntaxKind.WhitespaceTrivia) && i + 1 < trivia.Count && trivia[i + 1].IsKind(SyntaxKind.EndOfLineTrivia));
            bool shifts = atStart && !blank;
            if (shifts && trivia[i].IsKind(SyntaxKind.WhitespaceTrivia))
            {
                indented.Add(SyntaxFactory.Whitespace(unit + trivia[i]));
            }
            else
            {
                indented.AddRange(shifts ? new[] { SyntaxFactory.Whitespace(unit), trivia[i] } : new[] { trivia[i] });
            }

            atStart = trivia[i].IsKind(SyntaxKind.EndOfLineTrivia);
        }

        if (atStart)
        {
            indented.Add(SyntaxFactory.Whitespace(unit));
        }

        return SyntaxFactory.TriviaList(indented);
    }

    private static bool BeginsLine(SyntaxToken token) =>
        token.LeadingTrivia.Any(SyntaxKind.EndOfLineTrivia)
        || token.GetPreviousToken() is { RawKind: not 0 } before && before.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);

    private static SyntaxToken FirstOfLine(SyntaxNode node)
    {
        SyntaxToken token = node.GetFirstToken();
        while (!BeginsLine(token) && token.GetPreviousToken() is { RawKind: not 0 } before)
        {
            token = before;
        }

        return token;
    }

    private static string IndentationOf(SyntaxToken token)
    {
        SyntaxTrivia last = token.LeadingTrivia.LastOrDefault();
        return last.IsKind(SyntaxKind.WhitespaceTrivia) ? last.ToString() : string.Empty;
    }
}
