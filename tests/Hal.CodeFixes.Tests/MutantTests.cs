using System;
using System.Linq;
using Hal.Analyzers.Definition;
using Hal.Tests.Support;
using Xunit;

namespace Hal.CodeFixes.Tests;

/// <summary>The definition rules and their fixes over broken sources: no exception, whatever is offered.</summary>
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
            string mutant = Mutants.Mutate(Sources[seed % Sources.Length], seed);
            for (int i = 0; i < fixes.Length; i++)
            {
                try
                {
                    findings[i] += fixes[i].Survive(mutant);
                }
                catch (Exception exception)
                {
                    throw new InvalidOperationException($"Mutant {seed}:\n{mutant}", exception);
                }
            }
        }

        Assert.True(findings.All(found => found > 5), "The mutants must still have findings to fix.");
    }
}
