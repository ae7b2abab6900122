using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>A PhysAddr that was made from a pointer is used as if the device could use it (contract C8).</summary>
internal sealed class HAL1015AddressFromPointer : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL1015",
        "An address made from a pointer",
        "'{0}' is made from a pointer; the device needs the address that Share or DmaAlloc returned (contract C8)",
        RuleCategory.Sharing,
        DiagnosticSeverity.Warning,
        description: "Only a HAL knows how a pointer becomes an address for the device (contract C8). On an identity-mapped machine the mistake works, everywhere else the device writes somewhere.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override int Precedence => DefectOrder.AddressFromPointer;

    public override Finding? OnReleased(ReleasedEvent released) =>
        released.Kind is ReleaseKind.Unshare or ReleaseKind.DmaDealloc && Applies(released, released.Address)
            ? Report(released, (released.AddressArgument ?? released.Operation).Syntax)
            : null;

    public override Finding? OnAddressUsed(AddressUseEvent use) =>
        Applies(use, use.Address) ? Report(use, use.Operation.Syntax) : null;

    private static Finding Report(FlowEvent flow, SyntaxNode place) => new(s_descriptor, place, Text.Of(place)) { Site = flow.Operation.Syntax };

    private static bool Applies(FlowEvent flow, Value address) => PhysAddrFromPointer.IsIn(address) && !flow.Context.IsInHal;
}
