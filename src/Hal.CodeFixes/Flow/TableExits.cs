using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.CodeFixes.Flow;

/// <summary>Ends what a local table holds where a path loses it.</summary>
internal static class TableExits
{
    /// <summary>Before each return and throw that loses it.</summary>
    public static IEnumerable<SyntaxNode> Release(FindingSite site)
    {
        IReadOnlyList<StatementSyntax> exits = LeavingStatements.Of(site);
        if (exits.Count == 0 || HeldTable.Of(site) is not { } table)
        {
            yield break;
        }

        var endings = exits.ToDictionary(exit => exit, table.ReleaseBefore);
        if (endings.Values.All(ending => ending is not null))
        {
            // What frees the memory may do it by a name that the table does not know: the shares end before any of it.
            yield return LeavingStatements.Insert(site, exits, exit => endings[exit]!, names: null);
        }
    }

    /// <summary>In a catch around the loop that fills it, where what loses it is an exception thrown there.</summary>
    public static IEnumerable<SyntaxNode> InCatch(FindingSite site)
    {
        if (site.Related.Length < 2
            || HeldTable.Of(site) is not { } table
            || !site.Related.Skip(1).All(place => IsThrown(place) && table.Loop.Span.Contains(place.Span))
            || table.ReleaseWhenThrown() is not { } release
            || StatementList.Around(table.Loop) is not { } list)
        {
            yield break;
        }

        StatementSyntax loop = table.Loop;
        string indentation = Layout.IndentationOf(loop);
        string unit = Layout.UnitAround(loop);
        bool inLine = Layout.OpensBracesInLine(loop);
        string text = inLine ? "try {\n} catch {\n}" : "try\n{\n}\ncatch\n{\n}";
        var around = (TryStatementSyntax)Layout.Statement(text, indentation, site.NewLine);
        StatementSyntax rethrow = Layout.WithBlankLineBefore(Layout.Statement("throw;", indentation + unit, site.NewLine), site.NewLine);
        CatchClauseSyntax clause = around.Catches[0];
        around = around
            .WithBlock(around.Block.WithStatements(SyntaxFactory.SingletonList(Layout.Indent(Layout.WithoutBlankLinesBefore(loop), unit))))
            .WithCatches(SyntaxFactory.SingletonList(clause.WithBlock(clause.Block.WithStatements(
                SyntaxFactory.List(new[] { Layout.Statement(release, indentation + unit, site.NewLine), rethrow })))));
        StatementSyntax begun = loop.GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia)
            ? Layout.WithBlankLineBefore(around, site.NewLine) : around;
        yield return With(site, list, begun);
    }

    /// <summary>By a loop over every element, in place of the one release that leaves some out.</summary>
    public static IEnumerable<SyntaxNode> ReleaseEvery(FindingSite site)
    {
        // A finding for elements that every release leaves out has no other way out to name than the share itself.
        if (site.Related.Length == 2 && site.Related[1].Span == site.Related[0].Span
            && HeldTable.Of(site) is { PartialRelease: { } old } table && table.ReleaseOfEvery(old) is { } release
            && StatementList.Around(old) is { } list)
        {
            StatementSyntax changed = Layout.Statement(release, Layout.IndentationOf(old), site.NewLine).WithTriviaFrom(old);
            if (old is ExpressionStatementSyntax && list.Index > 0)
            {
                changed = Layout.WithBlankLineBefore(changed, site.NewLine);
            }

            yield return With(site, list, changed);
        }
    }

    // What follows stands apart from the braces.
    private static SyntaxNode With(FindingSite site, StatementList list, StatementSyntax changed)
    {
        StatementSyntax[] after = list.Statements.Skip(list.Index + 1).ToArray();
        if (after.Length > 0)
        {
            after[0] = Layout.WithBlankLineBefore(after[0], site.NewLine);
        }

        return list.With(list.Statements.Take(list.Index).Append(changed).Concat(after));
    }

    private static bool IsThrown(SyntaxNode place) =>
        place.AncestorsAndSelf().TakeWhile(node => node is not BlockSyntax)
            .Any(node => node is ThrowStatementSyntax or ThrowExpressionSyntax);
}
