using System;
using System.IO;
using System.Linq;
using Hal.Analyzers;
using Hal.Analyzers.Definition;
using Hal.Analyzers.Implementation;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace Hal.CodeFixes.Tests;

/// <summary>The rules and their fixes over broken sources: no exception, whatever is offered.</summary>
public sealed class MutantTests
{
    private static readonly string[] Sources =
    [
        HalSources.File("[HalImplementation]\npublic static partial class Empty;\n\n[HalImplementation]\nstatic partial class Second<T> where T : struct { }"),
        HalSources.File(HalSources.Hal("QemuHal").Replace(" Share(DmaBuffer", " Share(byte*").Replace("private static int", "private long")),
        HalSources.File("public class Outer\n{\n" + HalSources.Hal("QemuHal", "public unsafe class").Replace("private static", "private") + "}"),
    ];

    [Fact]
    public void Mutants_do_no_harm_to_analyzer_and_fixes()
    {
        FixRun[] fixes =
        [
            new(new HAL0001HalClassNotPartialFix()),
            new(new HAL0002MemberMissingFix(), new DefinitionAnalyzer()),
            new(new HAL0003MemberSignatureFix(), new DefinitionAnalyzer()),
        ];
        var findings = new int[fixes.Length];
        int count = Mutants.Count(60);
        for (int seed = 0; seed < count; seed++)
        {
            for (int i = 0; i < fixes.Length; i++)
            {
                findings[i] += Survive(fixes[i], Sources[seed % Sources.Length], seed);
            }
        }

        Assert.True(findings.All(found => found > 5), "The mutants must still have findings to fix.");
    }

    [Fact]
    public void Mutants_do_no_harm_to_the_fixes_of_flow_rules()
    {
        int findings = 0;
        int count = Mutants.Count(4);
        foreach (FixRun fix in FlowFixRun.All.Select(fix => new FixRun(fix, new ContractAnalyzer())))
        {
            string source = File.ReadAllText(Directory.GetFiles(Repository.PathOf("tests", "Corpus", "Wrong", "Contracts"), fix.Id + "*.cs").Single());
            for (int seed = 0; seed < count; seed++)
            {
                findings += Survive(fix, source, seed);
            }
        }

        Assert.True(findings > FlowFixRun.All.Length, "The mutants must still have findings to fix.");
    }

    [Theory]
    [InlineData("HAL4001")]
    [InlineData("HAL4002")]
    public void Mutants_do_no_harm_to_the_rules_on_HALs_and_their_fixes(string id)
    {
        CodeFixProvider provider = id == "HAL4001" ? new HAL4001MemoryNotZeroedFix() : new HAL4002MemoryNotAlignedFix();
        var fix = new FixRun(provider, new ImplementationAnalyzer());
        string[] sources = Directory.GetFiles(Repository.PathOf("tests", "Corpus", "Wrong", "Contracts"), "HAL4*.cs").Order().Select(File.ReadAllText).ToArray();
        int findings = 0;
        int count = Mutants.Count(24);
        for (int seed = 0; seed < count; seed++)
        {
            findings += Survive(fix, sources[seed % sources.Length], seed);
        }

        Assert.True(findings > 5, "The mutants must still have findings to fix.");
    }

    private static int Survive(FixRun fix, string source, int seed)
    {
        string mutant = Mutants.Mutate(source, seed);
        try
        {
            return fix.Survive(mutant);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{fix.Id}, mutant {seed}:\n{mutant}", exception);
        }
    }
}
