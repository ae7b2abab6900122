using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>The address for DmaDealloc is not one that DmaAlloc returned: a constant, a part of an allocation, one that failed (contract C2).</summary>
internal sealed class HAL2001DeallocWithoutAlloc : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL2001",
        "DmaDealloc of what DmaAlloc did not return",
        "DmaDealloc of '{0}', which no DmaAlloc returned: {1} (contract C2)",
        RuleCategory.DmaMemory,
        DiagnosticSeverity.Warning,
        description: "DmaDealloc gives back exactly what DmaAlloc of the same HAL returned, as a whole (contract C2).");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override int Precedence => DefectOrder.NeverAcquired;

    public override Finding? OnReleased(ReleasedEvent released)
    {
        if (released.Kind != ReleaseKind.DmaDealloc || Reason(released, out Token? token) is not { } reason)
        {
            return null;
        }

        SyntaxNode place = (released.AddressArgument ?? released.Operation).Syntax;
        return new Finding(s_descriptor, place, Text.Of(place), reason)
        {
            Site = released.Operation.Syntax,
            Related = token is null ? System.Collections.Immutable.ImmutableArray<Location>.Empty : Places.Of(token),
        };
    }

    private static string? Reason(ReleasedEvent released, out Token? token)
    {
        token = released.Token;
        if (released.Address.IsConstant(out long address) && released.AddressArgument is not null)
        {
            return address == 0 ? "it is the default address" : $"it is the constant 0x{address:x}";
        }

        if (released is { Token.IsMemory: true, Fact.Status: TokenStatus.Failed })
        {
            return "the allocation failed";
        }

        if (released.IsZero)
        {
            return "it is the default address here";
        }

        if (released.Cut is { } cut)
        {
            token = cut.Of;
            return $"it is the address of an allocation, cut to {cut.Bits} bits";
        }

        if (released.Displacement is { } displacement)
        {
            token = displacement.Of;
            string of = token.IsShare ? $"the share of '{Text.Subject(token)}'" : "an allocation";
            return $"it lies {displacement.Distance} the start of {of}";
        }

        return null;
    }
}
