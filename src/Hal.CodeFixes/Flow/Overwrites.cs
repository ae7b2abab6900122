using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.CodeFixes.Flow;

/// <summary>Ends what a local holds before the assignment that gives it the next.</summary>
internal static class Overwrites
{
    public static IEnumerable<SyntaxNode> Release(FindingSite site)
    {
        if (site.Related.Length != 2
            || site.Related[1].FirstAncestorOrSelf<AssignmentExpressionSyntax>() is not { Left: IdentifierNameSyntax left,
                Parent: ExpressionStatementSyntax overwriting }
            || Duty.OfVariable(site) is not { } duty
            || !duty.IsHolder(left)
            || !LeavingStatements.HasRoomBefore(overwriting)
            || StableExpression.Function(overwriting) != duty.Function
            || Flow.Release.Of(duty) is not { KeepsNothing: true } release)
        {
            yield break;
        }

        StatementSyntax[] releases = duty.Scope.DescendantNodes().OfType<StatementSyntax>().Where(duty.IsEndedBy).ToArray();
        if (!Handover.IsPossible(duty, releases) && duty.HeldBefore(overwriting).All(held => IsEndedAlike(duty, held)))
        {
            string text = duty.MayBeNull ? release.Text.Replace($"{duty.Holder}.", $"{duty.Holder}?.") : release.Text;
            yield return LeavingStatements.Insert(site, new[] { overwriting }, _ => text, new HashSet<string>(duty.BufferNames()));
        }
    }

    // An object ends whatever it holds; an address has to be ended with the buffer of the share that it is of.
    private static bool IsEndedAlike(Duty duty, ExpressionSyntax acquisition) => duty.Kind != DutyKind.Address
        || new[] { "buffer", "direction" }.All(parameter =>
            FindingSite.Argument(duty.Site.Model.GetOperation(acquisition, duty.Site.Cancellation), parameter)?.ToString()
            == FindingSite.Argument(duty.Acquisition, parameter)?.ToString());
}
