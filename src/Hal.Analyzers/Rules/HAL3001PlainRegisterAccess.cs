using System.Collections.Immutable;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>A register is read or written as if it were memory.</summary>
internal sealed class HAL3001PlainRegisterAccess : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL3001",
        "A register is accessed by a plain dereference",
        "'{0}' {1} a register as if it were memory; use MmioRegion, or Volatile.{2}",
        RuleCategory.Mmio,
        DiagnosticSeverity.Warning,
        description: "Every access to a register has an effect. A plain dereference may be split, merged with another, moved or removed; " +
            "MmioRegion, Volatile and volatile fields are one access each.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnAccessed(AccessEvent access)
    {
        const AccessKind NotPlain = AccessKind.Indivisible | AccessKind.Handed | AccessKind.Pointer | AccessKind.Possible;
        if ((access.Kind & NotPlain) != 0 || Registers.MappingOf(access.Pointer) is not { } mapping)
        {
            return null;
        }

        (string does, string right) = (access.Reads, access.Writes) switch
        {
            (true, true) => ("reads and writes", "Read and Volatile.Write"),
            (false, true) => ("writes", "Write"),
            _ => ("reads", "Read"),
        };
        SyntaxNode? mapped = Registers.PlaceOf(mapping);
        return new Finding(s_descriptor, access.Operation.Syntax, Text.Of(access.Operation), does, right)
        {
            Related = mapped is null ? ImmutableArray<Location>.Empty : ImmutableArray.Create(mapped.GetLocation()),
        };
    }
}
