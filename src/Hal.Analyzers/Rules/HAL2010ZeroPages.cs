using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>DMA memory of no pages is asked for (contract C1).</summary>
internal sealed class HAL2010ZeroPages : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL2010",
        "Zero pages of DMA memory",
        "'{0}' asks for no pages; DMA memory has at least 1 (contract C1)",
        RuleCategory.DmaMemory,
        DiagnosticSeverity.Warning,
        description: "DmaAlloc is asked for at least one page (contract C1). HalConstants.PagesFor rounds a length in bytes up.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnAcquired(AcquiredEvent acquired)
    {
        if (!acquired.Token.IsMemory || acquired.Fact.Pages is not { } pages || acquired.State.Facts.RangeOf(pages).Maximum > 0)
        {
            return null;
        }

        SyntaxNode place = (acquired.PagesArgument ?? acquired.Operation).Syntax;
        return new Finding(s_descriptor, place, Text.Of(acquired.Operation)) { Site = acquired.Operation.Syntax };
    }
}
