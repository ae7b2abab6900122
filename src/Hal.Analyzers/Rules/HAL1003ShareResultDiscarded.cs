using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>The address of a share is dropped in the statement that makes it, so nothing can ever end the share (contract C9).</summary>
internal sealed class HAL1003ShareResultDiscarded : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL1003",
        "The result of Share is discarded",
        "The address of the shared buffer '{0}' is discarded, so it can never be unshared (contract C9)",
        RuleCategory.Sharing,
        DiagnosticSeverity.Warning,
        description: "Unshare needs the address that Share returned (contract C8). An address that is dropped leaves the buffer shared for ever (contract C9).");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnDiscarded(DiscardedEvent discarded) => discarded.Token.IsShare && discarded.Token.Site is { } site
        ? new Finding(s_descriptor, site.Syntax, Text.Subject(discarded.Token))
        : null;
}
