using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Implementation;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>DmaAlloc returns memory of an allocator that does not zero it, and nothing between can have (contract I5).</summary>
internal sealed class HAL4001MemoryNotZeroed : ImplementationRule
{
    public const string Id = "HAL4001";

    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        Id,
        "DmaAlloc returns memory that is not zeroed",
        "DmaAlloc returns memory of '{0}', which does not zero it, and nothing clears it (contract I5)",
        RuleCategory.HalImplementation,
        DiagnosticSeverity.Warning,
        description: "The pages that DmaAlloc returns are zeroed (contract I5): a driver lays its rings out in them and starts the " +
            "device. What an allocator leaves there is the memory of someone else.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Check(HalSource hal) =>
        from sources in AllocatedMemory.ReturnedBy(hal)
        where sources.All(source => !source.Allocator.Zeroes && source.Carriers.All(carrier => PointerUses.AreHarmless(hal, carrier)))
        from source in sources
        select new Finding(s_descriptor, source.Call.Syntax, source.Allocator.Name);
}
