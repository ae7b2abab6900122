using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.Analyzers.Rules;

/// <summary>The device is given the address of a share that has ended (contract C13).</summary>
internal sealed class HAL1010AddressAfterUnshare : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL1010",
        "The address is given to the device after Unshare",
        "'{0}' goes to the device after line {1} unshared it (contract C13)",
        RuleCategory.Sharing,
        DiagnosticSeverity.Warning,
        description: "After Unshare the address is no longer the buffer's: behind an IOMMU it is unmapped, on a bouncing HAL the slot belongs to someone else (contract C13).");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnAddressUsed(AddressUseEvent use)
    {
        if (!use.IsForDevice || ShareAt(use) is not { } token || use.State.GetToken(token) is not { Status: TokenStatus.Released } fact)
        {
            return null;
        }

        return new Finding(s_descriptor, use.Operation.Syntax, Text.Of(use.Operation), Text.Line(fact.ReleasedAt?.Syntax))
        {
            Site = use.Operation.Syntax.FirstAncestorOrSelf<ArgumentSyntax>()?.Parent?.Parent ?? use.Operation.Syntax,
            Related = Places.Of(token, fact.ReleasedAt?.Syntax),
        };
    }

    private static Token? ShareAt(AddressUseEvent use)
    {
        Value origin = use.Context.Values.Base(use.Address, out _);
        if (origin is { Kind: ValueKind.TokenAddress, Token: { IsShare: true } token })
        {
            return token;
        }

        return use.Context.Tokens.TryGetForeign(origin, out Token? foreign) && use.State.GetToken(foreign!) is { ReleasedByUnshare: true } ? foreign : null;
    }
}
