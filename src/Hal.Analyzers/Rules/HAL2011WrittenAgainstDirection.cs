using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>The CPU writes DMA memory that was allocated for the device to write.</summary>
internal sealed class HAL2011WrittenAgainstDirection : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL2011",
        "The CPU writes memory that is the device's to write",
        "'{0}' writes DMA memory that line {1} allocated DeviceToDriver",
        RuleCategory.DmaMemory,
        DiagnosticSeverity.Warning,
        description: "Memory allocated DeviceToDriver is written by the device and read by the driver; a HAL may map it so. Memory that both write is allocated Both.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnAccessed(AccessEvent access)
    {
        if (!access.Writes || MemoryRange.Root(access.Context.Values, access.Pointer) is not { Kind: ValueKind.TokenPointer, Token: { Site: { } site } token } ||
            access.State.GetToken(token) is not { IsLive: true, Direction: { } direction } ||
            !direction.IsConstant(out long which) || which != Directions.DeviceToDriver)
        {
            return null;
        }

        return new Finding(s_descriptor, access.Operation.Syntax, Text.Of(access.Operation), Text.Line(site.Syntax)) { Related = Places.Of(token) };
    }
}
