using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Implementation;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Hal.Analyzers.Tests;

/// <summary>Runs the rules on HALs over the code of one.</summary>
internal static class Implementation
{
    private static readonly (string Name, string Source)[] s_members =
    [
        ("DmaAlloc", "private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;"),
        ("DmaDealloc", "private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => Hypervisor.Revoke(paddr.Value, pages);"),
        ("MmioPhysToVirt", "private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => throw new NotSupportedException();"),
        ("Share", "private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => throw new NotSupportedException();"),
        ("Unshare", "private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) { }"),
    ];

    /// <summary>Checks members of a HAL class: findings exactly where the source marks them. Of the five, those that are not there do nothing.</summary>
    public static void Check(string members) => CheckFile(Wrap(members));

    /// <summary>Checks a whole file.</summary>
    public static void CheckFile(string source) => Assert.Equal(string.Empty, MarkedSource.Difference(source, Findings(source)));

    /// <summary>The message of the one finding in members of a HAL class.</summary>
    public static string MessageOf(string members) => Assert.Single(Findings(Wrap(members))).GetMessage();

    public static ImmutableArray<Diagnostic> Findings(params string[] sources) =>
        AnalyzerRun.Run(Flow.Compile(sources), [new ImplementationAnalyzer(), new ContractAnalyzer()]);

    /// <summary>Puts members into a HAL class, on the first line, so that line numbers stay small.</summary>
    private static string Wrap(string members) =>
        "using System; using System.Collections.Concurrent; using System.Collections.Generic; using System.Runtime.CompilerServices; " +
        "using System.Runtime.InteropServices; using System.Threading; using Hal; using Devices; using static Hal.BufferDirection; " +
        "[HalImplementation] static unsafe partial class TestHal { " +
        string.Concat(s_members.Where(member => !members.Contains($" {member.Name}(nuint pages", System.StringComparison.Ordinal) &&
            !members.Contains($" {member.Name}(PhysAddr paddr", System.StringComparison.Ordinal) &&
            !members.Contains($" {member.Name}(DmaBuffer buffer", System.StringComparison.Ordinal)).Select(member => member.Source + " ")) +
        members + "\n}";
}
