using System.Collections.Immutable;
using Hal.CodeFixes.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Hal.CodeFixes;

/// <summary>Keeps the address, and ends the share: by a scope, or in a finally.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HAL1003ShareResultDiscardedFix : FlowFix
{
    /// <inheritdoc/>
    protected override string Id => "HAL1003";

    private protected override ImmutableArray<Remedy> Remedies { get; } = ImmutableArray.Create(
        new Remedy("Share in a scope", Discarded.InSharedScope),
        new Remedy("Keep the address and unshare in a finally block", Discarded.InFinally));
}
