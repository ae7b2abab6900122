using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>Unshare is told another direction than Share was (contract C11).</summary>
internal sealed class HAL1005UnshareDirection : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL1005",
        "Unshare with another direction than Share",
        "'{0}' was shared {1} in line {2} and is unshared {3} (contract C11)",
        RuleCategory.Sharing,
        DiagnosticSeverity.Warning,
        description: "A HAL copies or invalidates by direction, at Share and again at Unshare: both are told the same (contract C11).");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override int Precedence => DefectOrder.OtherArgument;

    public override Finding? OnReleased(ReleasedEvent released)
    {
        if (released.Kind != ReleaseKind.Unshare || released.Token is not { IsShare: true } token ||
            released.Compare(released.Direction, released.Fact?.Direction) != Relation.Different)
        {
            return null;
        }

        SyntaxNode place = (released.DirectionArgument ?? released.Operation).Syntax;
        return new Finding(
            s_descriptor, place, Text.Subject(token), Text.Manner(token), Text.Line(token.Site?.Syntax), Text.Direction(released.DirectionArgument))
        {
            Site = released.Operation.Syntax,
            Related = Places.Of(token),
        };
    }
}
