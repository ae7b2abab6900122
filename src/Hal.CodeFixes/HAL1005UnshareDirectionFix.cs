using System.Collections.Immutable;
using Hal.CodeFixes.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Hal.CodeFixes;

/// <summary>Unshares in the direction of the Share.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HAL1005UnshareDirectionFix : FlowFix
{
    /// <inheritdoc/>
    protected override string Id => "HAL1005";

    private protected override ImmutableArray<Remedy> Remedies { get; } = ImmutableArray.Create(
        new Remedy("Unshare in the direction of the Share", site => ReleaseArguments.Correct(site, "direction")));
}
