using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Types;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

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
        if (released.Kind != ReleaseKind.Unshare)
        {
            return null;
        }

        Token? wrong = released.Token is null
            ? released.OriginUnless(share => MayBe(released, share))
            : released.Compare(released.Direction, released.Fact?.Direction) == Relation.Different ? released.Token : null;
        if (wrong is not { IsShare: true } token || released.IsToldInside(share => MayBe(released, share)))
        {
            return null;
        }

        SyntaxNode place = (released.DirectionArgument ?? released.Operation).Syntax;
        return new Finding(
            s_descriptor, place, Text.Subject(token), Text.Manner(token), Text.Line(token.Site?.Syntax), Told(released, token))
        {
            Site = released.Operation.Syntax,
            Related = Places.Of(token),
        };
    }

    /// <summary>Whether a Share in another member may have had a direction: only two constants certainly differ.</summary>
    private static bool MayBe(ReleasedEvent released, IInvocationOperation share) =>
        released.Direction is null || !released.Direction.IsConstant(out long told) || Arguments.Number(share, "direction", released.Context.Services.FixedMembers) is not { } shared || shared == told;

    /// <summary>The direction that the release was told: as it stands there, or as a callee has it.</summary>
    private static string Told(ReleasedEvent released, Token token) => released.DirectionArgument is { } written
        ? Text.Direction(written)
        : released.Direction is { } value && value.IsConstant(out long number) ? Text.Direction(token, number) : "otherwise";
}
