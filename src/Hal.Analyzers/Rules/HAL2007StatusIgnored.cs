using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>The status of DmaDealloc is dropped (contract I7).</summary>
internal sealed class HAL2007StatusIgnored : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL2007",
        "The status of DmaDealloc is ignored",
        "The status that DmaDealloc returns is ignored; test it, or write '_ =' to say that it is meant (contract I7)",
        RuleCategory.DmaMemory,
        DiagnosticSeverity.Warning,
        description: "DmaDealloc returns 0 for success (contract I7). Another status means that the memory was not given back.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnStatusIgnored(StatusIgnoredEvent ignored) => new(s_descriptor, ignored.Operation.Syntax);
}
