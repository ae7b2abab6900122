using System.Collections.Immutable;
using Hal.CodeFixes.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Hal.CodeFixes;

/// <summary>Tests the status, or says that it does not matter.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HAL2007StatusIgnoredFix : FlowFix
{
    /// <inheritdoc/>
    protected override string Id => "HAL2007";

    private protected override ImmutableArray<Remedy> Remedies { get; } = ImmutableArray.Create(
        new Remedy("Throw where the memory was not given back", Statuses.Test),
        new Remedy("Discard the status", Statuses.Discard));
}
