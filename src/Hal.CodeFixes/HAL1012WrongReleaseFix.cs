using System.Collections.Immutable;
using Hal.CodeFixes.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Hal.CodeFixes;

/// <summary>Calls the release that belongs to what was acquired.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HAL1012WrongReleaseFix : FlowFix
{
    /// <inheritdoc/>
    protected override string Id => "HAL1012";

    private protected override ImmutableArray<Remedy> Remedies { get; } = ImmutableArray.Create(
        new Remedy("Call the release that belongs to it", RightRelease.Write));
}
