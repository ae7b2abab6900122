using System.Collections.Immutable;
using Hal.CodeFixes.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Hal.CodeFixes;

/// <summary>Tests the allocation before it is used.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HAL2006UsedBeforeTestFix : FlowFix
{
    /// <inheritdoc/>
    protected override string Id => "HAL2006";

    private protected override ImmutableArray<Remedy> Remedies { get; } = ImmutableArray.Create(
        new Remedy("Test the allocation first", Statuses.TestAllocation));
}
