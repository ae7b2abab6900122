using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>A share is ended that has ended (contract C9).</summary>
internal sealed class HAL1004UnsharedTwice : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL1004",
        "Unshared twice",
        "'{0}' is unshared again; line {1} unshared it (contract C9)",
        RuleCategory.Sharing,
        DiagnosticSeverity.Warning,
        description: "Each Share is ended by exactly one Unshare (contract C9). By the second, the address may already belong to another share.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override int Precedence => DefectOrder.ReleasedTwice;

    public override Finding? OnReleased(ReleasedEvent released)
    {
        if (!released.IsUnshare || released.Token is not { IsMemory: false } token || released.Fact is not { Status: TokenStatus.Released } fact)
        {
            return null;
        }

        SyntaxNode place = released.Operation.Syntax;
        return new Finding(s_descriptor, place, Text.Of((released.AddressArgument ?? released.Operation).Syntax), Text.Line(fact.ReleasedAt?.Syntax))
        {
            Related = Places.Of(token, fact.ReleasedAt?.Syntax),
        };
    }
}
