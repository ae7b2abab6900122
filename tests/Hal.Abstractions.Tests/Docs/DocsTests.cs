using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Hal.Testing;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Hal.Tests.Docs;

/// <summary>What the pages show compiles, and what they name exists.</summary>
public class DocsTests
{
    // What the examples take for granted: a platform and a driver of the reader's own.
    private const string Around = """

        public static class QemuHal
        {
            public struct Binding : Hal.IHal
            {
                public static unsafe Hal.DmaAllocation DmaAlloc(nuint pages, Hal.BufferDirection direction) => default;
                public static unsafe int DmaDealloc(Hal.PhysAddr paddr, byte* vaddr, nuint pages) => 0;
                public static unsafe byte* MmioPhysToVirt(Hal.PhysAddr paddr, nuint size) => null;
                public static Hal.PhysAddr Share(Hal.DmaBuffer buffer, Hal.BufferDirection direction) => default;
                public static void Unshare(Hal.PhysAddr paddr, Hal.DmaBuffer buffer, Hal.BufferDirection direction) { }
            }
        }

        public class Blk<THal> where THal : struct, Hal.IHal
        {
            public void Run() { }
        }
        """;

    public static TheoryData<string, int> Examples
    {
        get
        {
            var examples = new TheoryData<string, int>();
            foreach (string page in new[] { "checked.md", "testing.md" })
            {
                for (int i = 0; i < Code(page).Length; i++)
                {
                    examples.Add(page, i);
                }
            }

            return examples;
        }
    }

    [Fact]
    public void There_are_examples() => Assert.Equal(4, Examples.Count);

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_compiles(string page, int index)
    {
        string code = Code(page)[index];
        bool isProgram = !code.Contains("class ", StringComparison.Ordinal);
        IEnumerable<MetadataReference> xunit = new[] { typeof(FactAttribute), typeof(Assert) }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location));
        CSharpCompilation compilation = TestCompilation.Create([("Example.cs", isProgram ? code : code + Around), ("Around.cs", isProgram ? Around : "")], TestCompilation.References.Concat(xunit));
        compilation = compilation.WithOptions(compilation.Options.WithOutputKind(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary));
        ImmutableArray<Diagnostic> diagnostics = compilation.GetDiagnostics();
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id is not "CS1591");
    }

    [Fact]
    public void Every_twin_exists()
    {
        string[] names = Rows("api.md").SelectMany(cells => Regex.Matches(cells.Length == 3 ? cells[1] : cells[0], "`([^`]+)`")).Select(match => match.Groups[1].Value).ToArray();
        Assert.True(names.Length > 30);
        Assert.All(names, name => Assert.True(Exists(name), $"docs/api.md names {name}, which does not exist."));
        Assert.False(Exists("Dma<THal>.Gone"));
        Assert.False(Exists("Gone"));
    }

    [Fact]
    public void Every_contract_has_a_row()
    {
        string[] rows = Rows("contracts.md").Select(cells => cells[0]).ToArray();
        Assert.Equal(HalConformance.Contracts.Concat(Enumerable.Range(1, 18).Select(number => $"C{number}")), rows);
    }

    [Fact]
    public void What_Checked_finds_is_what_it_can_report()
    {
        HashSet<string> documented = Ids(Page("checked.md")[Page("checked.md").IndexOf("## What is found", StringComparison.Ordinal)..]);
        HashSet<string> reported = Directory.GetFiles(Repository.PathOf("src", "Hal.Abstractions", "Checking"), "*.cs").SelectMany(file => Ids(File.ReadAllText(file), quoted: true)).ToHashSet();
        Assert.Equal(reported.Order(), documented.Order());
    }

    private static HashSet<string> Ids(string text, bool quoted = false) =>
        Regex.Matches(text, quoted ? "\"(HAL\\d{4}|I\\d)\"" : @"\b(HAL\d{4}|I\d)\b").Select(match => match.Groups[1].Value).ToHashSet();

    private static bool Exists(string name)
    {
        string plain = name.Replace("<THal>", "").Replace("<TScope>", "");
        string[] parts = plain.Replace("Hal.Testing.", "").Split('.');
        Type? type = typeof(IHal).Assembly.GetExportedTypes().FirstOrDefault(type => type.Name.Split('`')[0] == parts[0] && type.IsGenericType == name.Contains('<', StringComparison.Ordinal))
            ?? typeof(IHal).Assembly.GetExportedTypes().FirstOrDefault(type => type.Name == parts[0]);
        return type is not null && (parts.Length == 1 || type.GetMember(parts[1]).Length > 0);
    }

    private static string[] Code(string page) =>
        Regex.Matches(Page(page), "^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Select(match => match.Groups[1].Value).ToArray();

    // The cells of all rows of all tables, without their heads.
    private static IEnumerable<string[]> Rows(string page) =>
        Page(page).Split('\n')
            .Where((line, index) => line.StartsWith('|') && !line.StartsWith("|---", StringComparison.Ordinal) && !Page(page).Split('\n').ElementAtOrDefault(index + 1)!.StartsWith("|---", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());

    private static string Page(string name) => File.ReadAllText(Repository.PathOf("docs", name));
}
