using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Rules;

/// <summary>Registers are shared, deallocated or freed: they are no memory (contracts C2, C6).</summary>
internal sealed class HAL3003RegistersAsMemory : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL3003",
        "Registers are shared, deallocated or freed",
        "{0} of '{1}', which are registers, not memory (contracts C2, C6)",
        RuleCategory.Mmio,
        DiagnosticSeverity.Warning,
        description: "What MmioPhysToVirt returns are a device's registers. They are no buffer that a device could use, were never " +
            "allocated, and have no end (contracts C2, C6).");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override int Precedence => DefectOrder.MmioMemory;

    public override Finding? OnAcquired(AcquiredEvent acquired) => acquired.Token.IsShare &&
        MappingOf(acquired, acquired.Fact.Buffer) is { } mapping
        ? Report(acquired, (acquired.BufferArgument ?? acquired.Operation).Syntax, "Share", mapping)
        : null;

    public override Finding? OnReleased(ReleasedEvent released)
    {
        if (released.Kind == ReleaseKind.DmaDealloc)
        {
            Value? freed = released.Pointer is { } pointer ? Registers.MappingOf(pointer) : null;
            return freed is not null ? Report(released, (released.PointerArgument ?? released.Operation).Syntax, "DmaDealloc", freed)
                : MappingAt(released) is { } mapping
                    ? Report(released, (released.AddressArgument ?? released.Operation).Syntax, "DmaDealloc", mapping)
                : null;
        }

        // The end of a share that was reported where it was made is not a second defect.
        return released is { Kind: ReleaseKind.Unshare, Token: null } && MappingOf(released, released.Buffer) is { } unshared
            ? Report(released, (released.BufferArgument ?? released.Operation).Syntax, "Unshare", unshared)
            : null;
    }

    public override Finding? OnMemoryEnded(MemoryEndedEvent ended) =>
        ended is { End: MemoryEnd.Freed, Operation: IInvocationOperation { TargetMethod.Name: not "DmaDealloc" } call } &&
            Registers.MappingOf(ended.Memory) is { } mapping
            ? Report(ended, (PointerOf(call) ?? call).Syntax, call.TargetMethod.Name, mapping)
            : null;

    private static IOperation? PointerOf(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(argument =>
            argument.Value.Type is IPointerTypeSymbol or { SpecialType: SpecialType.System_IntPtr })?.Value;

    private static Value? MappingOf(FlowEvent flow, Value? buffer) => buffer is null ? null
        : Registers.MappingOf(flow.Context.Values.PointerOf(buffer));

    /// <summary>What was mapped at the address that is deallocated.</summary>
    private static Value? MappingAt(ReleasedEvent released) => released.Token is not null || released.Address.MentionsAged
        ? null
        : released.Context.Mappings.Where(mapping => ReferenceEquals(mapping.Value.Address, released.Address)).Select(mapping =>
            mapping.Key).FirstOrDefault();

    private static Finding Report(FlowEvent flow, SyntaxNode place, string call, Value mapping)
    {
        SyntaxNode? mapped = Registers.PlaceOf(mapping);
        return new Finding(s_descriptor, place, call, Text.Of(place))
        {
            Site = flow.Operation.Syntax,
            Related = mapped is null ? ImmutableArray<Location>.Empty : ImmutableArray.Create(mapped.GetLocation()),
        };
    }
}
