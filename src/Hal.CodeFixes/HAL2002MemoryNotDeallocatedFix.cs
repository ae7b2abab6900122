using System.Collections.Immutable;
using System.Linq;
using Hal.CodeFixes.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Hal.CodeFixes;

/// <summary>Disposes by a using, or in a finally; deallocates in a finally what DmaAlloc returned; or gives back on the paths that leave.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HAL2002MemoryNotDeallocatedFix : FlowFix
{
    /// <inheritdoc/>
    protected override string Id => "HAL2002";

    private protected override ImmutableArray<Remedy> Remedies { get; } = ImmutableArray.Create(
        new Remedy("Dispose by using", site => Endings.InUsing(site).Concat(Discarded.InUsing(site))),
        new Remedy("Give back in a finally block", Endings.InFinally),
        new Remedy("Give back before leaving", site => EarlyExits.Release(site).Concat(TableExits.Release(site))),
        new Remedy("Give back the elements where an exception leaves", TableExits.InCatch),
        new Remedy("Give back before it is overwritten", Overwrites.Release),
        new Remedy("Give back every element", TableExits.ReleaseEvery),
        new Remedy("Give back where the object ends", FieldEnds.Release) { ChangesType = true });
}
