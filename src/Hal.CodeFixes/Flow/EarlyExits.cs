using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.CodeFixes.Flow;

/// <summary>
/// Ends a duty before each return and throw that leaves with it. Where another path keeps what was acquired, or gives it to someone, this
/// is the one form that is right;
/// where one construct can end the duty for every path, that is better and this is not offered.
/// </summary>
internal static class EarlyExits
{
    public static IEnumerable<SyntaxNode> Release(FindingSite site)
    {
        Duty? local = Duty.Of(site, site.Flagged);
        if ((local ?? Duty.OfOther(site)) is not { } duty
            || (local is not null && HeldRegion.Of(local).Any())
            || Flow.Release.Of(duty) is not { KeepsNothing: true } release)
        {
            yield break;
        }

        IReadOnlyList<StatementSyntax> exits = LeavingStatements.Of(site);
        if (exits.Count > 0 && exits.All(exit => CanReleaseBefore(duty, exit)))
        {
            yield return Insert(exits.ToArray());
        }

        // Where the paths meet at a label before they leave, the jump to it is the place; which one is the leak's, the trial shows.
        foreach (GotoStatementSyntax jump in duty.Scope.DescendantNodes().OfType<GotoStatementSyntax>()
            .Where(jump => IsForward(duty, jump) && CanReleaseBefore(duty, jump)))
        {
            yield return Insert(jump);
        }

        SyntaxNode Insert(params StatementSyntax[] places) =>
            LeavingStatements.Insert(site, places, _ => release.Text, new HashSet<string>(duty.BufferNames()));
    }

    private static bool IsForward(Duty duty, GotoStatementSyntax jump) =>
        jump is { CaseOrDefaultKeyword.RawKind: 0, Expression: IdentifierNameSyntax target }
        && LeavingStatements.HasRoomBefore(jump)
        && duty.Function.DescendantNodes().OfType<LabeledStatementSyntax>()
            .Any(label => label.Identifier.ValueText == target.Identifier.ValueText && label.SpanStart > jump.SpanStart);

    private static bool CanReleaseBefore(Duty duty, StatementSyntax exit)
    {
        SyntaxNode scope = duty.Scope;
        HashSet<string> names = new(duty.BufferNames().Concat(duty.Holders.Select(holder => holder.Name)));
        StatementSyntax[] releases = scope.DescendantNodes().OfType<StatementSyntax>().Where(duty.IsEndedBy).ToArray();
        return scope.Span.Contains(exit.Span)
            && exit.SpanStart > duty.Certain
            && StableExpression.Function(exit) == duty.Function
            && !exit.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => names.Contains(name.Identifier.ValueText))
            && !Handover.Places(duty, releases)
                .Any(place => LeavingStatements.MayRunBefore(place, exit, duty.Begin) && !IsToldApart(place, exit));
    }

    /// <summary>
    /// Whether the outcome of the call that may have taken it is tested on the way to an exit: one that is reported then is one where
    /// nothing was taken.
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
            (outcome is not null && test.SpanStart > place.SpanStart
                && test.Condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == outcome)));
    }
}
