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
        IEnumerable<MetadataReference> xunit = new[] { typeof(FactAttribute), typeof(Assert) }
            .Select(type => MetadataReference.CreateFromFile(type.Assembly.Location));
        CSharpCompilation compilation = TestCompilation.Create(
            [("Example.cs", code), ("Around.cs", Around)], TestCompilation.References.Concat(xunit));
        OutputKind kind = isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        ImmutableArray<Diagnostic> diagnostics = compilation.WithOptions(compilation.Options.WithOutputKind(kind)).GetDiagnostics();
        Assert.DoesNotContain(
            diagnostics, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id is not "CS1591");
    }

    [Fact]
    public void Every_twin_exists()
    {
        // In the table of twins they stand in the second of three columns, in the other table in the first of two.
        string[] names = Rows("api.md").SelectMany(cells => All(cells[^2], "`([^`]+)`")).ToArray();
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
        string page = Page("checked.md");
        IEnumerable<string> documented = All(page[page.IndexOf("## What is found", StringComparison.Ordinal)..], @"\b(HAL\d{4}|I\d)\b");
        IEnumerable<string> reported = Directory.GetFiles(Repository.PathOf("src", "Hal.Abstractions", "Checking"), "*.cs")
            .SelectMany(file => All(File.ReadAllText(file), "\"(HAL\\d{4}|I\\d)\""));
        Assert.Equal(reported.Distinct().Order(), documented.Distinct().Order());
    }

    private static IEnumerable<string> All(string text, string pattern, RegexOptions options = RegexOptions.None) =>
        Regex.Matches(text, pattern, options).Select(match => match.Groups[1].Value);

    private static bool Exists(string name)
    {
        bool generic = name.Contains('<', StringComparison.Ordinal);
        string[] parts = Regex.Replace(name, "^Hal.Testing.|<T[A-Za-z]+>", "").Split('.');
        Type? type = Array.Find(
            typeof(IHal).Assembly.GetExportedTypes(), type => type.Name.Split('`')[0] == parts[0] && type.IsGenericType == generic);
        return type is not null && (parts.Length == 1 || type.GetMember(parts[1]).Length > 0);
    }

    private static string[] Code(string page) =>
        All(Page(page), "^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).ToArray();

    // The cells of all rows of all tables, without their heads.
    private static IEnumerable<string[]> Rows(string page)
    {
        string[] lines = Page(page).Split('\n');
        return lines
            .Where((line, index) => line.StartsWith('|') && !IsRule(line) && !IsRule(lines[index + 1]))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());

        static bool IsRule(string line) => line.StartsWith("|---", StringComparison.Ordinal);
    }

    private static string Page(string name) => File.ReadAllText(Repository.PathOf("docs", name));
}
