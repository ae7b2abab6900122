using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>Constant data is shared for the device to write (contract C12).</summary>
internal sealed class HAL1016ReadOnlyMemoryShared : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL1016",
        "Read-only memory is shared for the device to write",
        "'{0}' is constant data, and is shared {1}: the device may write it (contract C12)",
        RuleCategory.Sharing,
        DiagnosticSeverity.Warning,
        description: "Literals and constant data are in read-only pages of the program: a write faults, or changes the constant for everyone (contract C12).");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnAcquired(AcquiredEvent acquired)
    {
        if (!acquired.Token.IsShare || acquired.Fact.Buffer is not { } buffer || !Directions.DeviceWrites(acquired.Fact.Direction))
        {
            return null;
        }

        ValueTable values = acquired.Context.Values;
        if (!ReadOnlyData.Is(MemoryRange.Origin(values, values.PointerOf(buffer))))
        {
            return null;
        }

        SyntaxNode place = (acquired.BufferArgument ?? acquired.Operation).Syntax;
        return new Finding(s_descriptor, place, Text.Of(place), Text.Manner(acquired.Token)) { Site = acquired.Operation.Syntax };
    }
}
