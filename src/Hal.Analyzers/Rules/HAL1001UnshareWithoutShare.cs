using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>The address for Unshare is not one that Share returned: a constant, or a shared address moved by an offset (contract C8).</summary>
internal sealed class HAL1001UnshareWithoutShare : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL1001",
        "Unshare without a matching Share",
        "Unshare of '{0}', which no Share returned: {1} (contract C8)",
        RuleCategory.Sharing,
        DiagnosticSeverity.Warning,
        description: "Unshare ends the share that its address names, so the address is exactly the one that the matching Share returned (contract C8).");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override int Precedence => DefectOrder.NeverAcquired;

    public override Finding? OnReleased(ReleasedEvent released)
    {
        if (released.Kind != ReleaseKind.Unshare || released.Token is { Kind: not TokenKind.Foreign })
        {
            return null;
        }

        SyntaxNode place = (released.AddressArgument ?? released.Operation).Syntax;
        // What a callee finds in an object that it was given, it may have tested in its own way.
        if (released.Address.IsConstant(out long address) && released.AddressArgument is not null)
        {
            string what = address == 0 ? "it is the default address" : $"it is the constant 0x{address:x}";
            return new Finding(s_descriptor, place, Text.Of(place), what) { Site = released.Operation.Syntax };
        }

        if (released.IsZero)
        {
            return new Finding(s_descriptor, place, Text.Of(place), "it is the default address here") { Site = released.Operation.Syntax };
        }

        if (released.Cut is { } cut)
        {
            return new Finding(s_descriptor, place, Text.Of(place), $"it is the address of the share of '{Text.Subject(cut.Of)}', cut to {cut.Bits} bits")
            {
                Site = released.Operation.Syntax,
                Related = Places.Of(cut.Of),
            };
        }

        if (released.Displacement is { } displacement)
        {
            Token token = displacement.Of;
            string of = token.IsShare ? $"the share of '{Text.Subject(token)}'" : "an allocation";
            string what = $"it lies {displacement.Distance} the address of {of}";
            return new Finding(s_descriptor, place, Text.Of(place), what) { Site = released.Operation.Syntax, Related = Places.Of(token) };
        }

        return null;
    }
}
