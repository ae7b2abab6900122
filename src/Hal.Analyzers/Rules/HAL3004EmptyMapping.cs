using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>Registers of no bytes are mapped (contract C14).</summary>
internal sealed class HAL3004EmptyMapping : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL3004",
        "A mapping of size 0",
        "'{0}' maps no registers; a mapping has at least 1 byte (contract C14)",
        RuleCategory.Mmio,
        DiagnosticSeverity.Warning,
        description: "Address and size given to MmioPhysToVirt describe a real window of registers, which has at least one byte " +
            "(contract C14). The size of a BAR is read from the device.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnMapped(MappedEvent mapped) => mapped.State.Facts.RangeOf(mapped.Size).Maximum > 0
        ? null
        : new Finding(s_descriptor, (mapped.SizeArgument ?? mapped.Operation).Syntax,
            Text.Of(mapped.Operation)) { Site = mapped.Operation.Syntax };
}
