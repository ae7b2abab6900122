using System.Collections.Immutable;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Rules;

/// <summary>An access lies outside the registers that were mapped, where that is known (contract C14).</summary>
internal sealed class HAL3002OutsideMapping : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL3002",
        "An access outside the registers that were mapped",
        "'{0}' {1} of the registers that are mapped (contract C14)",
        RuleCategory.Mmio,
        DiagnosticSeverity.Warning,
        description: "A mapping has the size that it was asked for, and only that is the device's (contract C14). MmioRegion checks it " +
            "and throws; a pointer does not.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnAccessed(AccessEvent access)
    {
        ValueTable values = access.Context.Values;
        Value? mapping = Registers.MappingOf(access.Pointer);
        (Value Start, Value? Size)? window = RegionOf(access) is { } region ? (values.PointerOf(region), values.LengthOf(region))
            : mapping is not null ? (mapping, Registers.SizeOf(access.Context, mapping))
            : null;
        // A mapping of nothing is reported as that (HAL3004).
        if (window is not (var start, { } length) || length.IsZero)
        {
            return null;
        }

        Value offset = values.Subtract(access.Pointer, start);
        string? where = offset.IsConstant(out long first) && first < 0 ? "lies before the start"
            : values.Subtract(values.Add(offset, access.Size ?? values.Number(1)), length).IsConstant(out long surplus) && surplus > 0
                ? $"ends {surplus} byte{(surplus == 1 ? string.Empty : "s")} past the end"
            : null;
        if (where is null)
        {
            return null;
        }

        SyntaxNode? mapped = mapping is null ? null : Registers.PlaceOf(mapping);
        return new Finding(s_descriptor, access.Operation.Syntax, Text.Of(access.Operation), where)
        {
            Site = Places.Statement(access.Operation.Syntax),
            Related = mapped is null ? ImmutableArray<Location>.Empty : ImmutableArray.Create(mapped.GetLocation()),
        };
    }

    /// <summary>The region that checks the access: it may be a part of what was mapped.</summary>
    private static Value? RegionOf(AccessEvent access) =>
        access.Operation is IInvocationOperation { TargetMethod.ContainingType: var type } &&
            KnownTypes.Is(type, access.Context.Known.MmioRegion) ? access.Range : null;
}
