using System.Linq;
using Hal.Analyzers.Definition;
using Hal.Generators.Model;
using Hal.Tests.Support;
using Xunit;

namespace Hal.CodeFixes.Tests;

public sealed class HAL0002MemberMissingFixTests
{
    private static readonly FixRun Fix = new(new HAL0002MemberMissingFix(), new DefinitionAnalyzer());

    [Fact]
    public void CodeFix_of_an_empty_class_implements_the_HAL()
    {
        string text = Fix.First("using Hal;\n\nnamespace Demo;\n\n[HalImplementation]\npublic static partial class QemuHal\n{\n}\n");
        Assert.StartsWith(
            """
            using Hal;

            namespace Demo;

            [HalImplementation]
            public static unsafe partial class QemuHal
            {
                /// <summary>Allocates and zeroes <paramref name="pages"/> contiguous pages of memory that driver and device may both use.</summary>
                /// <param name="pages">The number of pages of <c>HalConstants.PageSize</c> bytes; at least 1.</param>
            """,
            text);
        Assert.Contains(
            """

                private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => throw new System.NotImplementedException();

                /// <summary>Gives memory of <c>DmaAlloc</c> back.</summary>
            """,
            text);
        Assert.EndsWith(
            """
                private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => throw new System.NotImplementedException();
            }

            """,
            text);
        Assert.DoesNotContain("Abandoned(", text);

        // The author's side of the contracts, as contracts.md of the docs numbers them.
        foreach (string contract in Enumerable.Range(1, 14).Except([12]).Select(number => $"I{number}").Where(name => name != "I13"))
        {
            Assert.Contains(contract, text);
        }

        Assert.Equal(HalMember.All.Count(member => !member.IsOptional), text.Split("<b>Implementation safety.</b>").Length - 1);
    }

    [Fact]
    public void CodeFix_of_a_class_without_a_body()
    {
        string text = Fix.First("namespace Demo;\n\n[Hal.HalImplementation] // Here.\ninternal static partial class VfioHal<T> where T : struct; // Why.\n");
        Assert.StartsWith(
            "namespace Demo;\n\n[Hal.HalImplementation] // Here.\ninternal static unsafe partial class VfioHal<T> where T : struct\n{\n    /// <summary>Allocates",
            text);
        Assert.Contains("    private static Hal.DmaAllocation DmaAlloc(nuint pages, Hal.BufferDirection direction) => throw", text);
        Assert.EndsWith("NotImplementedException();\n} // Why.\n", text);
    }

    [Fact]
    public void CodeFix_adds_what_is_missing_after_what_is_there()
    {
        string before = HalSources.File(HalSources.Hal("QemuHal").Replace(" Share(", " Other("));
        string text = Fix.First("using System;\n" + before);
        Assert.Contains(before[before.IndexOf("[HalImplementation]")..before.LastIndexOf('}')].TrimEnd(), text);
        Assert.Contains("    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => throw new NotImplementedException();\n", text);
        Assert.Equal(2, text.Split("DmaAlloc(").Length);
    }

    [Fact]
    public void CodeFix_in_an_unsafe_type_adds_no_second_unsafe() => Assert.Contains(
        "    public static partial class QemuHal\n",
        Fix.First(HalSources.File("public unsafe partial class Outer\n{\n    [HalImplementation]\n    public static partial class QemuHal\n    {\n    }\n}")));

    [Fact]
    public void CodeFix_ends_lines_as_the_document_does()
    {
        string text = Fix.First("using Hal;\r\n\r\n[HalImplementation]\r\nstatic partial class QemuHal\r\n{\r\n}\r\n");
        Assert.Equal(text.Split('\n').Length, text.Split("\r\n").Length);
    }

    [Fact]
    public void CodeFix_of_all_implements_every_HAL()
    {
        string text = Fix.All(HalSources.File("[HalImplementation]\nstatic partial class First { }\n\npartial class Outer\n{\n    [HalImplementation]\n    static partial class Second;\n}"));
        Assert.Equal(3, text.Split("PhysAddr Share(").Length);
    }

    [Fact]
    public void Code_with_documentation_checked_has_no_warning_after_the_fix()
    {
        string text = Fix.First("[Hal.HalImplementation]\nstatic partial class QemuHal;\n");
        Assert.Empty(GeneratorRun.Run(TestCompilation.Create(text)).CompilerDiagnostics);
    }

    [Fact]
    public void None_where_the_name_is_no_method() =>
        Assert.Empty(Fix.Titles(HalSources.File(HalSources.Hal("QemuHal").Replace(" DmaDealloc(", " DmaDealloc; static int Other("))));
}
