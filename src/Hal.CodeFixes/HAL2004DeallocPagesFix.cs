using System.Collections.Immutable;
using Hal.CodeFixes.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Hal.CodeFixes;

/// <summary>Deallocates the pages that were allocated.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HAL2004DeallocPagesFix : FlowFix
{
    /// <inheritdoc/>
    protected override string Id => "HAL2004";

    private protected override ImmutableArray<Remedy> Remedies { get; } = ImmutableArray.Create(
        new Remedy("Deallocate the pages that were allocated", site => ReleaseArguments.Correct(site, "pages")));
}
