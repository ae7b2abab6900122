using System.Collections.Immutable;
using Hal.CodeFixes.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Hal.CodeFixes;

/// <summary>Unshares in a finally; by a scope, where no device gets the address.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HAL1017ExceptionLeavesSharedFix : FlowFix
{
    /// <inheritdoc/>
    protected override string Id => "HAL1017";

    private protected override ImmutableArray<Remedy> Remedies { get; } = ImmutableArray.Create(
        new Remedy("Unshare in a finally block", Endings.InFinally),
        new Remedy("Share in a scope", Endings.InSharedScopeBeforeUse));
}
