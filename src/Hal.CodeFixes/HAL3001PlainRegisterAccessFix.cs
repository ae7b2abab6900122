using System.Collections.Immutable;
using Hal.CodeFixes.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Hal.CodeFixes;

/// <summary>Accesses the register by Volatile: one access, in its place.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HAL3001PlainRegisterAccessFix : FlowFix
{
    /// <inheritdoc/>
    protected override string Id => "HAL3001";

    private protected override ImmutableArray<Remedy> Remedies { get; } = ImmutableArray.Create(
        new Remedy("Access the register by Volatile", VolatileAccess.Write));
}
