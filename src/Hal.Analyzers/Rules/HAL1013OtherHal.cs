using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Semantics;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>Something is released through another HAL than it was acquired from (contract C2).</summary>
internal sealed class HAL1013OtherHal : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL1013",
        "Released through another HAL",
        "'{0}' was acquired from {1} in line {2} and is released through {3} (contracts C2, C8)",
        RuleCategory.Sharing,
        DiagnosticSeverity.Warning,
        description: "An address means something to the HAL that gave it out, and to no other; Checked<X> is another HAL than X (contracts C2, C8).");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override int Precedence => DefectOrder.OtherHal;

    public override Finding? OnReleased(ReleasedEvent released)
    {
        if (released.Token is not { } token || !HalIdentity.Differ(token.Hal, released.Hal, released.Context.Known))
        {
            return null;
        }

        return new Finding(
            s_descriptor,
            released.Operation.Syntax,
            Text.Of(released.AddressArgument ?? released.Operation),
            token.Hal!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
            Text.Line(token.Site?.Syntax),
            released.Hal!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat))
        {
            Related = Places.Of(token),
        };
    }
}
