using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>Unshare is given other memory, another offset or another length than Share was (contract C10).</summary>
internal sealed class HAL1006UnshareBuffer : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL1006",
        "Unshare with another buffer than Share",
        "The share of '{0}' in line {1} is unshared with '{2}', {3} (contract C10)",
        RuleCategory.Sharing,
        DiagnosticSeverity.Warning,
        description: "A bouncing HAL copies the device's bytes into the buffer that Unshare names: it is the buffer that was shared, with the same start and length (contract C10).");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override int Precedence => DefectOrder.OtherBuffer;

    public override Finding? OnReleased(ReleasedEvent released)
    {
        if (released.Kind != ReleaseKind.Unshare || released.Token is not { IsShare: true } token ||
            released.CompareBuffers(released.Buffer, released.Fact?.Buffer) != Relation.Different)
        {
            return null;
        }

        ValueTable values = released.Context.Values;
        bool sameStart = released.Compare(values.PointerOf(released.Buffer!), values.PointerOf(released.Fact!.Buffer!)) == Relation.Same;
        SyntaxNode place = (released.BufferArgument ?? released.Operation).Syntax;
        return new Finding(
            s_descriptor,
            place,
            Text.Subject(token),
            Text.Line(token.Site?.Syntax),
            Text.Of(place),
            sameStart ? "which has another length" : "which is other memory")
        {
            Site = released.Operation.Syntax,
            Related = Places.Of(token),
        };
    }
}
