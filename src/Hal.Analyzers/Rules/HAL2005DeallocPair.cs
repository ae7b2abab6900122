using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>Address and pointer for DmaDealloc are not the pair that DmaAlloc returned (contract C5).</summary>
internal sealed class HAL2005DeallocPair : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL2005",
        "Address and pointer of different allocations",
        "The pointer '{0}' does not belong to '{1}', which line {2} allocated: {3} (contract C5)",
        RuleCategory.DmaMemory,
        DiagnosticSeverity.Warning,
        description: "Address and pointer are the two that one DmaAlloc returned, unchanged (contract C5).");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override int Precedence => DefectOrder.PairMismatch;

    public override Finding? OnReleased(ReleasedEvent released)
    {
        if (released.Kind != ReleaseKind.DmaDealloc || released.Pointer is not { } pointer || released.Token is not { IsMemory: true } token ||
            Mismatch(released, token, pointer) is not { } what)
        {
            return null;
        }

        SyntaxNode place = (released.PointerArgument ?? released.Operation).Syntax;
        string holder = Text.Holder(token) ?? Text.Of(released.AddressArgument ?? released.Operation);
        return new Finding(s_descriptor, place, Text.Of(place), holder, Text.Line(token.Site?.Syntax), what)
        {
            Site = released.Operation.Syntax,
            Related = Places.Of(token),
        };
    }

    private static string? Mismatch(ReleasedEvent released, Token token, Value pointer)
    {
        Value origin = released.Context.Values.Base(pointer, out long offset);
        if (origin is { Kind: ValueKind.TokenPointer, Token: var other } && !ReferenceEquals(other, token))
        {
            return other.Origin == token.Origin ? null : $"it is that of line {Text.Line(other.Site?.Syntax)}";
        }

        if (ReferenceEquals(origin, released.Context.Values.TokenPointer(token)))
        {
            return offset == 0 ? null : $"it was moved by {offset} bytes";
        }

        if (pointer.IsConstant(out long constant))
        {
            return constant == 0 ? "it is null" : "it is a constant";
        }

        if (origin is { Kind: ValueKind.TokenAddress })
        {
            return "it is the device's address";
        }

        return released.Compare(pointer, released.Context.Values.TokenPointer(token)) == Relation.Different ? "it is other memory" : null;
    }
}
