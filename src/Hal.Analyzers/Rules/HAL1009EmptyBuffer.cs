using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>An empty or default buffer is given to a HAL (contract C6).</summary>
internal sealed class HAL1009EmptyBuffer : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL1009",
        "An empty buffer is shared or unshared",
        "The buffer '{0}' is empty here; a HAL takes at least 1 byte (contract C6)",
        RuleCategory.Sharing,
        DiagnosticSeverity.Warning,
        description: "A shared buffer is a valid, non-empty range (contract C6). The default DmaBuffer names no memory.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override int Precedence => DefectOrder.EmptyBuffer;

    public override Finding? OnAcquired(AcquiredEvent acquired) =>
        acquired.Token.IsShare && IsEmpty(acquired, acquired.Fact.Buffer) ? Report(acquired, acquired.BufferArgument) : null;

    public override Finding? OnReleased(ReleasedEvent released) =>
        released is { Kind: ReleaseKind.Unshare, Buffer: { Kind: ValueKind.Buffer } buffer } && !IsToldInside(released) && IsEmpty(released, buffer)
            ? Report(released, released.BufferArgument)
            : null;

    /// <summary>Whether the method that releases names an empty buffer whoever calls it.</summary>
    private static bool IsToldInside(ReleasedEvent released) =>
        released.InnerBuffer is { Kind: ValueKind.Buffer } inner && released.Context.Values.LengthOf(inner).IsConstant(out long _);

    private static bool IsEmpty(FlowEvent flow, Value? buffer) =>
        buffer is not null && flow.State.Facts.RangeOf(flow.Context.Values.LengthOf(buffer)).Maximum <= 0;

    private static Finding Report(FlowEvent flow, IOperation? argument)
    {
        SyntaxNode place = (argument ?? flow.Operation).Syntax;
        return new Finding(s_descriptor, place, Text.Of(place)) { Site = flow.Operation.Syntax };
    }
}
