using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>A call between Share and Unshare may throw, and nothing would end the share then. Off by default.</summary>
internal sealed class HAL1017ExceptionLeavesShared : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL1017",
        "An exception would leave the buffer shared",
        "If '{1}' in line {2} throws, the buffer '{0}' stays shared (contract C9)",
        RuleCategory.Sharing,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: false,
        description: "Any call may throw. Where a driver is to survive exceptions, a share is ended in a finally block or by a scope (contract C9).");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnExceptionLeak(ExceptionLeakEvent leak) => leak.Token is { IsShare: true, Site: { } site }
        ? new Finding(s_descriptor, site.Syntax, Text.Subject(leak.Token), Text.Of(leak.Operation), Text.Line(leak.Operation.Syntax))
        {
            Related = Places.Of(leak.Token, leak.Operation.Syntax),
        }
        : null;
}
