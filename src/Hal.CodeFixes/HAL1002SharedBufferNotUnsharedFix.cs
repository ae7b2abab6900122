using System.Collections.Immutable;
using System.Linq;
using Hal.CodeFixes.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Hal.CodeFixes;

/// <summary>Unshares in a finally; by a scope, where no device has the address when a path leaves; or on the paths that leave.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HAL1002SharedBufferNotUnsharedFix : FlowFix
{
    /// <inheritdoc/>
    protected override string Id => "HAL1002";

    private protected override ImmutableArray<Remedy> Remedies { get; } = ImmutableArray.Create(
        new Remedy("Dispose by using", Endings.InUsing),
        new Remedy("Unshare in a finally block", Endings.InFinally),
        new Remedy("Share in a scope", Endings.InSharedScope),
        new Remedy("Unshare before leaving", site => EarlyExits.Release(site).Concat(TableExits.Release(site))),
        new Remedy("Unshare the elements where an exception leaves", TableExits.InCatch),
        new Remedy("Unshare before it is overwritten", Overwrites.Release),
        new Remedy("Unshare every element", TableExits.ReleaseEvery),
        new Remedy("Unshare where the object ends", FieldEnds.Release) { ChangesType = true });
}
