using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>DMA memory is given back that was given back (contract C3). Dispose may run twice; DmaDealloc may not.</summary>
internal sealed class HAL2003DeallocatedTwice : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL2003",
        "Deallocated twice",
        "'{0}' is deallocated again; line {1} gave it back (contract C3)",
        RuleCategory.DmaMemory,
        DiagnosticSeverity.Warning,
        description: "DMA memory is given back once (contract C3). By the second time it may belong to someone else.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override int Precedence => DefectOrder.ReleasedTwice;

    public override Finding? OnReleased(ReleasedEvent released)
    {
        if (released.Kind is not (ReleaseKind.DmaDealloc or ReleaseKind.DmaDispose) || released.Token is not { IsShare: false } token ||
            released.Fact is not { Status: TokenStatus.Released } fact)
        {
            return null;
        }

        return new Finding(
            s_descriptor, released.Operation.Syntax, Text.Of(released.AddressArgument ?? released.Operation), Text.Line(fact.ReleasedAt?.Syntax))
        {
            Related = Places.Of(token, fact.ReleasedAt?.Syntax),
        };
    }
}
