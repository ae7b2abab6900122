using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Implementation;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>DmaAlloc returns memory of an allocator that does not align it to a page, and nothing between does (contract I3).</summary>
internal sealed class HAL4002MemoryNotAligned : ImplementationRule
{
    public const string Id = "HAL4002";

    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        Id,
        "DmaAlloc returns memory that is not aligned to a page",
        "DmaAlloc returns memory of '{0}', which does not align it to a page of 4096 bytes (contract I3)",
        RuleCategory.HalImplementation,
        DiagnosticSeverity.Warning,
        description: "The pointer that DmaAlloc returns is aligned to PageSize (contract I3): a driver gives the device page numbers, " +
            "and lays structures out by their alignment from the start of the page.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Check(HalSource hal) =>
        from sources in AllocatedMemory.ReturnedBy(hal)
        where sources.All(source => source is { IsMoved: false, Allocator.AlignsToPage: false } && !source.MeetsAlignment())
        from source in sources
        select new Finding(s_descriptor, source.Call.Syntax, source.Allocator.Name);
}
