using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>Memory is shared again while a share of it is live and the device may write one of the two (contract C12).</summary>
internal sealed class HAL1011SharedAgain : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL1011",
        "Memory is shared again while the device may write it",
        "'{0}' overlaps '{1}', which line {2} still shares, and the device may write one of them (contract C12)",
        RuleCategory.Sharing,
        DiagnosticSeverity.Warning,
        description: "Two shares of the same bytes are two bounce buffers: at the end, whichever is unshared last wins (contract C12). Two shares that the device only reads are fine.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnAcquired(AcquiredEvent acquired) =>
        acquired is { Token.IsShare: true, Fact.Buffer: { } buffer }
            ? FindOverlap(acquired, buffer, acquired.Fact.Direction, (acquired.BufferArgument ?? acquired.Operation).Syntax)
            : null;

    public override Finding? OnCalleeShared(CalleeShareEvent shared) =>
        FindOverlap(shared, shared.Buffer, shared.Direction, shared.Operation.Syntax);

    private static Finding? FindOverlap(FlowEvent shared, Value buffer, Value? direction, SyntaxNode place)
    {
        Finding? finding = null;
        shared.State.ForEachToken((index, fact) =>
        {
            Token other = shared.Context.Tokens[index];
            if (finding is null && other.IsShare && fact.Status == TokenStatus.Held && fact.Buffer is { } live &&
                (Directions.DeviceWrites(fact.Direction) || Directions.DeviceWrites(direction)) &&
                Overlap(shared.Context.Values, buffer, live))
            {
                finding = new Finding(s_descriptor, place, Text.Of(place), Text.Subject(other), Text.Line(other.Site?.Syntax))
                {
                    Site = shared.Operation.Syntax,
                    Related = Places.Of(other),
                    FollowsFrom = other,
                };
            }
        });
        return finding;
    }

    private static bool Overlap(ValueTable values, Value left, Value right) =>
        MemoryRange.Overlap(values, values.PointerOf(left), values.LengthOf(left), values.PointerOf(right), values.LengthOf(right)) ||
        MemoryRange.LeadsInto(values, values.PointerOf(left), right) ||
        MemoryRange.LeadsInto(values, values.PointerOf(right), left);
}
