using System.Collections.Immutable;
using Hal.CodeFixes.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Hal.CodeFixes;

/// <summary>Unshares the buffer that was shared.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HAL1006UnshareBufferFix : FlowFix
{
    /// <inheritdoc/>
    protected override string Id => "HAL1006";

    private protected override ImmutableArray<Remedy> Remedies { get; } = ImmutableArray.Create(
        new Remedy("Unshare the buffer that was shared", site => ReleaseArguments.Correct(site, "buffer", "direction")));
}
