using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using Hal.Analyzers;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Hal.Consistency.Tests;

/// <summary>What the README shows is what happens.</summary>
public sealed class ReadmeTests
{
    private const string Around = """

        static unsafe class Pages { public static DmaAllocation Take(nuint pages) => default; public static int Give(PhysAddr paddr, nuint pages) => 0; }
        static unsafe class Bus { public static byte* Map(PhysAddr paddr, nuint size) => null; }
        static class Iommu { public static PhysAddr Map(DmaBuffer buffer, BufferDirection direction) => new(4096); public static void Unmap(PhysAddr paddr) { } }
        abstract class Device { public abstract bool Submit(PhysAddr paddr); public abstract void Wait(); }
        """;

    [Fact]
    public void The_table_of_rules_is_that_of_the_descriptors()
    {
        if (Environment.GetEnvironmentVariable("HALGEN_ACCEPT_SNAPSHOTS") is "1")
        {
            Assert.True(Environment.GetEnvironmentVariable("CI") is null or "", "HALGEN_ACCEPT_SNAPSHOTS is set in CI, where nothing is accepted.");
            Readme.Accept();
        }

        Assert.True(Readme.Table() == Readme.WrittenTable(), $"The table of rules in README.md is not that of the descriptors. {Readme.Remedy}\n{Readme.Table()}");
    }

    [Fact]
    public void The_platform_is_bound_without_a_diagnostic()
    {
        GeneratorRun run = GeneratorRun.Run(TestCompilation.Create(Readme.Code("csharp").Single() + Around));
        Assert.Single(run.Files);
        Assert.Empty(run.Reported);
        Assert.DoesNotContain(run.CompilerDiagnostics, diagnostic => diagnostic.Id != "CS1591");
    }

    [Fact]
    public void The_mistake_is_flagged_where_the_picture_underlines_it_in_the_words_below()
    {
        string[] picture = Readme.Code("text").Single().Split('\n');
        int wave = Array.FindIndex(picture, line => Regex.IsMatch(line, "^ *~+$"));
        string code = string.Join('\n', picture.Where((_, index) => index != wave));
        CSharpCompilation compilation = TestCompilation.Create($"using Hal;\nstatic unsafe class Driver\n{{\n{code}\n}}\n{Around}");
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        ImmutableArray<Diagnostic> found = AnalyzerRun.Run(compilation, [new ContractAnalyzer()]);
        Diagnostic diagnostic = Assert.Single(found, diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning);
        LinePosition start = diagnostic.Location.GetLineSpan().StartLinePosition;
        Assert.Equal(wave - 1, start.Line - 3);
        Assert.Equal(picture[wave].IndexOf('~'), start.Character);
        Assert.Equal(picture[wave].Trim().Length, diagnostic.Location.SourceSpan.Length);
        string words = $"> {diagnostic.Id}: {diagnostic.GetMessage()}\n";
        Assert.True(Readme.Text.Contains(words), $"README.md does not say what is reported:\n{words}");
    }
}
