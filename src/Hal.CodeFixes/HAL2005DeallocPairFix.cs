using System.Collections.Immutable;
using Hal.CodeFixes.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Hal.CodeFixes;

/// <summary>Deallocates with the pointer that belongs to the address.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HAL2005DeallocPairFix : FlowFix
{
    /// <inheritdoc/>
    protected override string Id => "HAL2005";

    private protected override ImmutableArray<Remedy> Remedies { get; } = ImmutableArray.Create(
        new Remedy("Pass the pointer of this allocation", ReleaseArguments.CorrectPointer));
}
