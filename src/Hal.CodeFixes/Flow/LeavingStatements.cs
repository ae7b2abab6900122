using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.CodeFixes.Flow;

/// <summary>The returns and throws that leave with something held, and what is put before them.</summary>
internal static class LeavingStatements
{
    // Members that give memory back: a share of that memory has to end before they run.
    private static readonly HashSet<string> s_givesBack = new() { "Free", "AlignedFree", "Dispose", "Return", "Release", "Recycle" };

    /// <summary>The statements that a finding names as its ways out; empty where one of them is no return and no throw.</summary>
    public static IReadOnlyList<StatementSyntax> Of(FindingSite site)
    {
        StatementSyntax?[] exits = site.Related.Skip(1).Select(place => place.FirstAncestorOrSelf<StatementSyntax>()).Distinct().ToArray();
        return exits.All(exit => exit is ReturnStatementSyntax or ThrowStatementSyntax && HasRoomBefore(exit))
            ? exits.OfType<StatementSyntax>().ToArray()
            : Array.Empty<StatementSyntax>();
    }

    /// <summary>Whether a statement can be put before it: in its list, or in a block that it gets.</summary>
    public static bool HasRoomBefore(StatementSyntax exit) => StatementList.Around(exit) is not null
        || (exit.Parent is IfStatementSyntax or ElseClauseSyntax or ForStatementSyntax or WhileStatementSyntax or CommonForEachStatementSyntax
            && !exit.Parent.ContainsDirectives);

    /// <summary>
    /// Whether a place may run before an exit, for the same acquisition: it stands before it, or in a loop around it, and not on a path
    /// that leaves by itself.
    /// </summary>
    /// <param name="begin">Where what is held begins: a loop around it begins anew with it.</param>
    public static bool MayRunBefore(SyntaxNode place, StatementSyntax exit, SyntaxNode begin) => !LeavesByItself(place, exit)
        && (place.SpanStart < exit.SpanStart
            || exit.Ancestors()
                .Any(node => StableExpression.IsLoop(node) && node.Span.Contains(place.Span) && !node.Span.Contains(begin.Span)));

    /// <summary>
    /// The root with a statement before each exit: before what gives the memory back on the way to it, where there is such a thing.
    /// </summary>
    /// <param name="ending">The text of the statement for an exit, with <c>\n</c> only.</param>
    /// <param name="names">
    /// The variables of what is held: what gives back the memory of others is left where it is. Null where every such call counts.
    /// </param>
    public static SyntaxNode Insert(FindingSite site, IReadOnlyList<StatementSyntax> exits, Func<StatementSyntax, string> ending,
        ISet<string>? names)
    {
        SyntaxNode root = site.Root.TrackNodes(exits);
        foreach (StatementSyntax exit in exits)
        {
            StatementSyntax current = root.GetCurrentNode(exit)!;
            root = StatementList.Around(current) is { } list
                ? InsertBefore(site, list, FirstGivingBack(list, names), ending(exit))
                : root.ReplaceNode(current.Parent!, InBlock(site, current, ending(exit)));
        }

        return root;
    }

    /// <summary>The root with a statement before one of a list: it takes the comments, and stands apart from what has braces.</summary>
    public static SyntaxNode InsertBefore(FindingSite site, StatementList list, int index, string text)
    {
        StatementSyntax next = list.Statements[index];
        StatementSyntax ending = Layout.Statement(text, Layout.IndentationOf(next), site.NewLine).WithLeadingTrivia(next.GetLeadingTrivia());
        next = next.WithLeadingTrivia(SyntaxFactory.Whitespace(Layout.IndentationOf(next)));
        if (ending is not ExpressionStatementSyntax
            || next is not (ExpressionStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax or GotoStatementSyntax))
        {
            next = Layout.WithBlankLineBefore(next, site.NewLine);
        }

        return list.With(list.Statements.Take(index).Append(ending).Append(next).Concat(list.Statements.Skip(index + 1)));
    }

    // A block around it ends with a return or throw, and nothing jumps out of it before that or catches what is thrown in it.
    private static bool LeavesByItself(SyntaxNode place, StatementSyntax exit)
    {
        foreach (SyntaxNode node in place.AncestorsAndSelf().TakeWhile(node => !node.Span.Contains(exit.Span)))
        {
            StatementSyntax? last = node switch
            {
                ReturnStatementSyntax or ThrowStatementSyntax => (StatementSyntax)node,
                BlockSyntax block => block.Statements.LastOrDefault(),
                SwitchSectionSyntax section => section.Statements.LastOrDefault(),
                _ => null,
            };
            if (node is TryStatementSyntax { Catches.Count: > 0 })
            {
                return false;
            }

            if (last is ReturnStatementSyntax or ThrowStatementSyntax
                && !node.DescendantNodes().Any(inner => inner is BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax))
            {
                return !node.Ancestors().TakeWhile(outer => !outer.Span.Contains(exit.Span))
                    .Any(outer => outer is TryStatementSyntax { Catches.Count: > 0 });
            }
        }

        return false;
    }

    private static int FirstGivingBack(StatementList list, ISet<string>? names)
    {
        int first = list.Index;
        for (int i = list.Index - 1; i >= 0
            && list.Statements[i] is ExpressionStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax; i--)
        {
            if (GivesBack(list.Statements[i], names))
            {
                first = i;
            }
        }

        return first;
    }

    private static bool GivesBack(StatementSyntax statement, ISet<string>? names) =>
        statement.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => call.Expression switch
        {
            MemberAccessExpressionSyntax access => s_givesBack.Contains(access.Name.Identifier.ValueText),
            MemberBindingExpressionSyntax access => s_givesBack.Contains(access.Name.Identifier.ValueText),
            _ => false,
        })
        && (names is null
            || statement.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => names.Contains(name.Identifier.ValueText)));

    /// <summary>What an exit without braces belongs to, with a block in which the ending stands before it.</summary>
    private static SyntaxNode InBlock(FindingSite site, StatementSyntax exit, string text)
    {
        SyntaxNode owner = exit.Parent!;
        SyntaxToken before = exit.GetFirstToken().GetPreviousToken();
        string outer = Layout.IndentationOfLine(owner);
        string inner = outer + Layout.UnitAround(exit.Ancestors().OfType<StatementSyntax>()
            .First(statement => StatementList.Around(statement) is not null));
        bool inLine = Layout.OpensBracesInLine(exit) && !before.TrailingTrivia.Any(SyntaxKind.SingleLineCommentTrivia);
        SyntaxTriviaList comments = exit.GetLeadingTrivia();
        StatementSyntax ending = Layout.Statement(text, inner, site.NewLine);
        if (comments.Any(SyntaxKind.SingleLineCommentTrivia))
        {
            ending = ending.WithLeadingTrivia(comments);
        }

        SyntaxTrivia newLine = SyntaxFactory.EndOfLine(site.NewLine);
        StatementSyntax leaving = exit.WithLeadingTrivia(SyntaxFactory.Whitespace(inner));
        if (!leaving.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
        {
            leaving = leaving.WithTrailingTrivia(newLine);
        }

        if (ending is not ExpressionStatementSyntax)
        {
            leaving = Layout.WithBlankLineBefore(leaving, site.NewLine);
        }

        BlockSyntax block = SyntaxFactory.Block(
            SyntaxFactory.Token(SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(inLine ? string.Empty : outer)),
                SyntaxKind.OpenBraceToken, SyntaxFactory.TriviaList(newLine)),
            SyntaxFactory.List(new[] { ending, leaving }),
            SyntaxFactory.Token(SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(outer)), SyntaxKind.CloseBraceToken,
                SyntaxFactory.TriviaList(newLine)));
        SyntaxTriviaList gap = inLine ? SyntaxFactory.TriviaList(SyntaxFactory.Space)
            : before.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) ? before.TrailingTrivia
            : SyntaxFactory.TriviaList(newLine);
        SyntaxNode changed = owner.ReplaceNode(exit, block);
        return changed.ReplaceToken(changed.FindToken(before.SpanStart - owner.FullSpan.Start + changed.FullSpan.Start),
            before.WithTrailingTrivia(gap));
    }
}
