using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Implementation;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>Static state is assigned without a lock where any thread may call (contract I13).</summary>
internal sealed class HAL4006SharedStateUnguarded : ImplementationRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL4006",
        "Static state is assigned without a lock",
        "'{0}' is assigned without a lock or Interlocked in '{1}', which any thread may call (contract I13)",
        RuleCategory.HalImplementation,
        DiagnosticSeverity.Warning,
        description: "Every member of a HAL may be called from any thread (contract I13): drivers of several devices share it. Static " +
            "state is changed under a lock, by Interlocked, or belongs to one thread.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Check(HalSource hal) => hal.Members
        .SelectMany(member => UnguardedWrites.ReachedFrom(hal, member))
        .Select(write => new Finding(s_descriptor, write.Target.Syntax, Text.Of(write.Target), write.Method.Name));
}
