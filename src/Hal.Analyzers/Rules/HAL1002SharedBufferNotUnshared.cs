using System.Linq;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>A share that its method is left with: a path to a return, a throw or an overwritten address has no Unshare (contract C9).</summary>
internal sealed class HAL1002SharedBufferNotUnshared : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL1002",
        "A shared buffer is not unshared on every path",
        "The buffer '{0}'{1} is not unshared{2} (contract C9)",
        RuleCategory.Sharing,
        DiagnosticSeverity.Warning,
        description: "Each Share is ended by exactly one Unshare, on every path (contract C9). A share that is never ended keeps an IOMMU mapping or a bounce "
            + "slot, and the device keeps access to memory that is used for something else.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnLeaked(LeakedEvent leaked)
    {
        if (!leaked.Token.IsShare || Places.Acquisition(leaked.Token) is not { } place)
        {
            return null;
        }

        PathEnd first = leaked.Ends[0];
        string manner = Text.Manner(leaked.Token);
        return new Finding(
            s_descriptor,
            place,
            Text.Subject(leaked.Token),
            manner.Length == 0 ? string.Empty : $", shared {manner},",
            LeakText.Where(first, leaked.Token))
        {
            Related = Places.Of(leaked.Token, leaked.Ends.Select(end => end.Place).ToArray()),
        };
    }
}
