using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>Memory on the stack is shared: legal, and wrong on every HAL that maps pages (contract I14).</summary>
internal sealed class HAL1014StackMemoryShared : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL1014",
        "Stack memory is shared",
        "'{0}' is on the stack; many HALs cannot share it, and none after the method returns (contracts C12, I14)",
        RuleCategory.Sharing,
        DiagnosticSeverity.Info,
        description: "hal.rs allows buffers anywhere. A HAL that needs contiguous or IOMMU-mapped pages exposes whatever else is on the page, or cannot share the stack at all (contract I14).");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnAcquired(AcquiredEvent acquired)
    {
        if (!acquired.Token.IsShare || acquired.Fact.Buffer is not { } buffer)
        {
            return null;
        }

        ValueTable values = acquired.Context.Values;
        if (!MemoryRange.IsStack(MemoryRange.Root(values, values.PointerOf(buffer))))
        {
            return null;
        }

        SyntaxNode place = (acquired.BufferArgument ?? acquired.Operation).Syntax;
        return new Finding(s_descriptor, place, Text.Of(place)) { Site = acquired.Operation.Syntax };
    }
}
