using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Hal.Analyzers;
using Hal.Analyzers.Implementation;
using Hal.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Hal.TwoWitnesses.Tests;

/// <summary>A HAL that a test writes down, and a driver that uses it checked: analysed, and run.</summary>
internal static class HalSnippet
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Latest);

    private static readonly (string Name, string Source)[] s_members =
    [
        ("DmaAlloc", "static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) { void* memory = NativeMemory.AlignedAlloc(pages * 4096, 4096); "
            + "NativeMemory.Clear(memory, pages * 4096); return new DmaAllocation(new PhysAddr((ulong)memory), (byte*)memory); }"),
        ("DmaDealloc", "static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) { NativeMemory.AlignedFree(vaddr); return 0; }"),
        ("MmioPhysToVirt", "static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;"),
        ("Share", "static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new PhysAddr((ulong)buffer.Pointer);"),
        ("Unshare", "static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) { }"),
    ];

    /// <summary>Both witnesses over a HAL and a driver.</summary>
    /// <param name="member">One of the five members, in place of a right one; empty for none.</param>
    /// <param name="driver">The body of a method with a buffer <c>x</c>; <c>THal</c> is the checked HAL.</param>
    /// <returns>The rules that are reported, and the one that a run comes to.</returns>
    public static (string[] Reported, string? Seen) Check(string member, string driver)
    {
        string members = string.Concat(s_members.Where(one => !member.Contains($" {one.Name}(", StringComparison.Ordinal)).Select(one => one.Source + "\n")) + member;
        string source =
            $$"""
            using System;
            using System.Runtime.InteropServices;
            using Hal;
            using static Hal.BufferDirection;
            using THal = Hal.Checked<TestHal.Binding>;

            [HalImplementation]
            static unsafe partial class TestHal
            {
            {{members}}
            }

            public static unsafe class Driver
            {
                public static void Run(DmaBuffer x)
                {
                    {{driver}}
                }
            }
            """;
        Compilation compilation = Compile(source);
        return ([.. Analyse(compilation)], Run(compilation));
    }

    private static Compilation Compile(string source)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "TestHals",
            [CSharpSyntaxTree.ParseText(source, s_parse)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
                .Append(typeof(IHal).Assembly.Location)
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        CSharpGeneratorDriver.Create([new HalImplementationGenerator().AsSourceGenerator()], parseOptions: s_parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        return output;
    }

    private static IEnumerable<string> Analyse(Compilation compilation) => compilation
        .WithAnalyzers([new ContractAnalyzer(), new ImplementationAnalyzer()], new AnalyzerOptions(ImmutableArray<AdditionalText>.Empty))
        .GetAnalyzerDiagnosticsAsync()
        .GetAwaiter()
        .GetResult()
        .Select(diagnostic => diagnostic.Id)
        .Distinct();

    private static unsafe string? Run(Compilation compilation)
    {
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        image.Position = 0;
        Assembly assembly = new AssemblyLoadContext("hal", isCollectible: false).LoadFromStream(image);
        var run = assembly.GetType("Driver")!.GetMethod("Run")!.CreateDelegate<Action<DmaBuffer>>();
        using var buffer = new PinnedBuffer(64);
        return (Record.Exception(() => run(buffer.Buffer)) as HalContractException)?.RuleId;
    }
}
