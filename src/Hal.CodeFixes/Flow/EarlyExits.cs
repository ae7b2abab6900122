using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.CodeFixes.Flow;

/// <summary>
/// Ends a duty before each return and throw that leaves with it. Where another path keeps what was acquired, or gives it to someone, this is the one form that is right;
/// where one construct can end the duty for every path, that is better and this is not offered.
/// </summary>
internal static class EarlyExits
{
    public static IEnumerable<SyntaxNode> Release(FindingSite site)
    {
        if (Duty.Of(site, site.Flagged) is not { } duty || HeldRegion.Of(duty).Any() || Flow.Release.Of(duty) is not { KeepsNothing: true } release)
        {
            yield break;
        }

        StatementSyntax[] exits = site.Related.Skip(1).Select(place => place.FirstAncestorOrSelf<StatementSyntax>()).OfType<StatementSyntax>().Distinct().ToArray();
        if (exits.Length == 0 || exits.Length != site.Related.Length - 1 || !exits.All(exit => CanReleaseBefore(duty, exit)))
        {
            yield break;
        }

        SyntaxNode root = site.Root.TrackNodes(exits);
        foreach (StatementSyntax exit in exits)
        {
            StatementSyntax current = root.GetCurrentNode(exit)!;
            StatementList list = StatementList.Around(current)!;
            string indentation = Layout.IndentationOf(current);
            StatementSyntax ending = Layout.Statement(release.Text, indentation, site.NewLine).WithLeadingTrivia(current.GetLeadingTrivia());
            root = list.With(list.Statements.Take(list.Index)
                .Append(ending)
                .Append(current.WithLeadingTrivia(SyntaxFactory.Whitespace(indentation)))
                .Concat(list.Statements.Skip(list.Index + 1)));
        }

        yield return root;
    }

    private static bool CanReleaseBefore(Duty duty, StatementSyntax exit)
    {
        SyntaxNode scope = duty.List.Statement.Parent!;
        HashSet<string> names = new(duty.BufferNames().Concat(duty.Holders.Select(holder => holder.Name)));
        StatementSyntax[] releases = scope.DescendantNodes().OfType<StatementSyntax>().Where(duty.IsEndedBy).ToArray();
        return exit is ReturnStatementSyntax or ThrowStatementSyntax
            && StatementList.Around(exit) is not null
            && scope.Span.Contains(exit.Span)
            && exit.SpanStart > duty.List.Statement.Span.End
            && StableExpression.Function(exit) == duty.Function
            && !exit.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => names.Contains(name.Identifier.ValueText))
            && !Handover.Places(duty, releases).Any(place => IsReachedAfter(duty, place, exit) && !IsToldApart(place, exit));
    }

    /// <summary>
    /// Whether the outcome of the call that may have taken it is tested on the way to an exit: one that is reported then is one where nothing was taken.
    /// </summary>
    private static bool IsToldApart(SyntaxNode place, StatementSyntax exit)
    {
        string? outcome = place.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault()?.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.ValueText,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax variable } => variable.Identifier.ValueText,
            _ => null,
        };
        return exit.Ancestors().OfType<IfStatementSyntax>().Any(test => test.Condition.Span.Contains(place.Span) ||
            (outcome is not null && test.SpanStart > place.SpanStart && test.Condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == outcome)));
    }

    // It may have been given away on a path that comes here as well.
    private static bool IsReachedAfter(Duty duty, SyntaxNode place, StatementSyntax exit) => place.SpanStart < exit.SpanStart
        || exit.Ancestors().Any(node => StableExpression.IsLoop(node) && node.Span.Contains(place.Span) && !node.Span.Contains(duty.List.Statement.Span));
}
