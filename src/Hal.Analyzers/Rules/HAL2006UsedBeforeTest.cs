using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Rules;

/// <summary>What DmaAlloc returned is used before its address is tested for 0 (contract I6).</summary>
internal sealed class HAL2006UsedBeforeTest : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL2006",
        "The result of DmaAlloc is used before it is tested",
        "'{0}' is used before the allocation of line {1} is tested: Paddr 0 means that there is no memory (contract I6)",
        RuleCategory.DmaMemory,
        DiagnosticSeverity.Warning,
        description: "DmaAlloc has no exception: failure is Paddr 0, and then the pointer is not to be used (contract I6). Dma<T> tests it for you.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnAccessed(AccessEvent access) => Check(access, MemoryRange.Root(access.Context.Values, access.Pointer));

    public override Finding? OnAddressUsed(AddressUseEvent use) =>
        use.IsForDevice ? Check(use, use.Context.Values.Base(use.Address, out _)) : null;

    public override Finding? OnAcquired(AcquiredEvent acquired) => acquired.Token.IsShare && acquired.Fact.Buffer is { } buffer
        ? Check(acquired, MemoryRange.Root(acquired.Context.Values, acquired.Context.Values.PointerOf(buffer)))
        : null;

    public override Finding? OnReleasing(ReleasedEvent released) =>
        released.Kind == ReleaseKind.DmaDealloc ? Check(released, released.Address) : null;

    private static Finding? Check(FlowEvent flow, Value root)
    {
        if (root is not { Kind: ValueKind.TokenPointer or ValueKind.TokenAddress, Token: { Kind: TokenKind.Allocation, Site: { } site } token } ||
            flow.State.GetToken(token) is not { } fact || !(IsUntested(fact) || (fact is { Status: TokenStatus.Failed, EndedWrongly: false } && flow is not ReleasedEvent)))
        {
            return null;
        }

        return new Finding(s_descriptor, flow.Operation.Syntax, Text.Of(flow.Operation), Text.Line(site.Syntax))
        {
            Site = site.Syntax, // one finding for the allocation, at its first use
            Related = Places.Of(token),
        };
    }

    /// <summary>Whether nobody tested it: a method that was given the pair may have. To write the address to memory is no test.</summary>
    private static bool IsUntested(TokenFact fact) =>
        fact.MayHaveFailed && (fact.Status == TokenStatus.Held || fact is { Status: TokenStatus.Lent, LentAt: IAssignmentOperation });
}
