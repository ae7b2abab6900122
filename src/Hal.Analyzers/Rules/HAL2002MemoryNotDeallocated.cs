using System.Linq;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>DMA memory that its method is left with: no DmaDealloc, or no Dispose of the owner, on some path.</summary>
internal sealed class HAL2002MemoryNotDeallocated : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL2002",
        "DMA memory is not given back on every path",
        "The DMA memory '{0}' is not {1}{2}",
        RuleCategory.DmaMemory,
        DiagnosticSeverity.Warning,
        description: "Dma<T> has no finalizer, because freeing memory that a device still writes corrupts the heap: what is not disposed is leaked. Dispose it on "
            + "every path, or Abandon it where the device may still use it.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnLeaked(LeakedEvent leaked)
    {
        Token token = leaked.Token;
        if (!token.IsMemory || Places.Acquisition(token) is not { } place)
        {
            return null;
        }

        return new Finding(
            s_descriptor,
            place,
            Text.Holder(token) ?? Text.Subject(token),
            token.Kind == TokenKind.Dma ? "disposed" : "deallocated",
            LeakText.Where(leaked.Ends[0], token))
        {
            Related = Places.Of(token, leaked.Ends.Select(end => end.Place).ToArray()),
        };
    }

    public override Finding? OnDiscarded(DiscardedEvent discarded) => discarded.Token.IsMemory && discarded.Token.Site is { } site
        ? new Finding(
            s_descriptor,
            site.Syntax,
            Text.Of(site),
            discarded.Token.Kind == TokenKind.Dma ? "disposed" : "deallocated",
            ": its result is discarded")
        : null;
}
