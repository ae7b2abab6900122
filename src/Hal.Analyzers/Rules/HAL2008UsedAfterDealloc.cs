using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>DMA memory is used after it was given back: by pointer, by span, by the device (contract I2).</summary>
internal sealed class HAL2008UsedAfterDealloc : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL2008",
        "DMA memory is used after it was given back",
        "'{0}' uses DMA memory that line {1} gave back (contract I2)",
        RuleCategory.DmaMemory,
        DiagnosticSeverity.Warning,
        description: "The pointer is valid until DmaDealloc (contract I2), and the device may use the address no longer.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnAccessed(AccessEvent access)
    {
        // Where a member of a struct lies is not always known; that it is a part of the struct is.
        ValueTable values = access.Context.Values;
        Value root = MemoryRange.Root(values, access.Range is { Kind: ValueKind.Buffer } range ? values.PointerOf(range) : access.Pointer);
        return Check(access, root) ?? (EndOf(access, root) is { } ended ? Report(access, ended.Syntax, null) : null);
    }

    public override Finding? OnAddressUsed(AddressUseEvent use) =>
        use.IsForDevice ? Check(use, use.Context.Values.Base(use.Address, out _)) : null;

    public override Finding? OnAcquired(AcquiredEvent acquired) => acquired.Token.IsShare && acquired.Fact.Buffer is { } buffer
        ? Check(acquired, MemoryRange.Root(acquired.Context.Values, acquired.Context.Values.PointerOf(buffer)))
        : null;

    private static Finding? Check(FlowEvent flow, Value root)
    {
        if (TokenOf(flow, root) is not { IsShare: false } token || flow.State.GetToken(token) is not { Status: TokenStatus.Released, ReleasedByUnshare: false } fact)
        {
            return null;
        }

        return Report(flow, fact.ReleasedAt?.Syntax, token);
    }

    private static Finding Report(FlowEvent flow, SyntaxNode? released, Token? token) =>
        new(s_descriptor, flow.Operation.Syntax, Text.Of(flow.Operation), Text.Line(released))
        {
            Site = Places.Statement(flow.Operation.Syntax),
            Related = Places.Of(token, released),
        };

    /// <summary>What has given back the memory behind a pointer that came from elsewhere, or by way of a method that took its owner over.</summary>
    private static IOperation? EndOf(AccessEvent access, Value root) =>
        access.State.Ended.TryGetValue(MemoryRange.Origin(access.Context.Values, root), out MemoryEndedEvent? ended) && ended.IsDma &&
        (ended.Status is not { } status || access.State.Facts.RangeOf(status).Contains(0)) && !ReferenceEquals(ended.Operation, access.Operation)
            ? ended.Operation
            : null;

    private static Token? TokenOf(FlowEvent flow, Value root)
    {
        if (root.Kind is ValueKind.TokenPointer or ValueKind.TokenAddress)
        {
            return root.Token;
        }

        // A part of an owner that came from elsewhere: the owner itself is what was disposed.
        Value owner = root.Kind == ValueKind.Pure && root.Extra is HandlePart && root.Operands.Length == 1 ? root.Operands[0] : root;
        return flow.Context.Tokens.TryGetForeign(owner, out Token? foreign) ? foreign : null;
    }
}
