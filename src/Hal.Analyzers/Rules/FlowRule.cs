using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>
/// A rule on the flow engine: one descriptor, and what it makes of the events of a path. A rule has no state, sees no graph and knows no other
/// rule. It is found by its type: there is no list of rules.
/// </summary>
internal abstract class FlowRule : FlowListener
{
    public abstract DiagnosticDescriptor Descriptor { get; }
}
