using System;
using System.Collections.Generic;
using System.Linq;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Hal.Generators.Tests;

/// <summary>
/// Sources as they are while someone types, and mutated ones: the generator never throws (CS8785 would take all its output away), never writes
/// a file that does not parse, and gives the same after an edit as from scratch.
/// </summary>
public sealed class BrokenSourceTests
{
    private static readonly string Source = HalSources.File(
        HalSources.Hal("QemuHal") + "\npublic partial interface IOuter\n{\n" + HalSources.Hal("VfioHal<TDomain, @event>") + "\n}\n");

    [Theory]
    [InlineData("[HalImplementation]")]
    [InlineData("[HalImplementation] static")]
    [InlineData("[HalImplementation] static partial class")]
    [InlineData("[HalImplementation] static partial class {")]
    [InlineData("[HalImplementation] static partial class <T> { }")]
    [InlineData("[HalImplementation] static partial class H<> { }")]
    [InlineData("[HalImplementation] static partial class H<T,> { }")]
    [InlineData("[HalImplementation] static partial class H<T, T> { }")]
    [InlineData("[HalImplementation] static partial class H { static PhysAddr Share( }")]
    [InlineData("[HalImplementation] static partial class H { static PhysAddr Share(,) => }")]
    [InlineData("[HalImplementation(] static partial class H { }")]
    [InlineData("[HalImplementation(1, X = )] static partial class H { }")]
    [InlineData("[HalImplementation, HalImplementation] static partial class H { }")]
    [InlineData("partial class { [HalImplementation] static partial class H { } }")]
    [InlineData("namespace { [HalImplementation] static partial class H { } }")]
    [InlineData("namespace A. { [HalImplementation] static partial class H { } }")]
    [InlineData("partial enum E { [HalImplementation] static partial class H { } }")]
    [InlineData("[HalImplementation] static partial struct H { }")]
    [InlineData("[HalImplementation] static partial interface H { }")]
    [InlineData("[HalImplementation] delegate void H();")]
    [InlineData("[HalImplementation] enum H { }")]
    [InlineData("[HalImplementation] static partial record H { }")]
    [InlineData("[HalImplementation] static partial record struct H { }")]
    [InlineData("[HalImplementation] static partial class H { } [HalImplementation] static partial record H { } [HalImplementation] static class H { }")]
    [InlineData("partial class O { [HalImplementation] static partial class H { } } partial struct O { [HalImplementation] static partial class H { } }")]
    [InlineData("[HalImplementation] static partial class H : Missing<H.Binding> { }")]
    [InlineData("[HalImplementation] static partial class H { static Missing Share(Missing b, Missing d) => default; }")]
    [InlineData("[HalImplementation] static partial class H { static int Binding, Dma; class Dma { } }")]
    [InlineData("class O { class P<T> { [HalImplementation] file static class H { } } }")]
    public void Half_typed_declarations_do_no_harm(string source)
    {
        Check(TestCompilation.Create("using Hal;\n" + source));
        Check(TestCompilation.Create("using Hal;\nnamespace Demo;\n" + source + "\n" + HalSources.Hal("Another")));
    }

    [Fact]
    public void Every_prefix_does_no_harm()
    {
        CSharpCompilation compilation = TestCompilation.Create(string.Empty);
        GeneratorRun run = GeneratorRun.Run(compilation);
        for (int length = 0; length <= Source.Length; length += 5)
        {
            run = run.Next(Edits.Replace(run.Input, 0, Source[..length]));
            Check(run);
        }
    }

    [Fact]
    public void Mutants_do_no_harm()
    {
        GeneratorRun run = GeneratorRun.Run(TestCompilation.Create(Source));
        Check(run);
        for (int seed = 0; seed < Mutants.Count(400); seed++)
        {
            string mutant = Mutants.Mutate(Source, seed);
            try
            {
                run = run.Next(Edits.Replace(run.Input, 0, mutant));
                Check(run);
                if (seed % 50 == 0)
                {
                    Assert.Equal(Texts(GeneratorRun.Run(TestCompilation.Create(mutant))), Texts(run));
                }
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Mutant {seed}:\n{mutant}", exception);
            }
        }
    }

    [Fact]
    public void A_throwing_generator_is_caught() =>
        Assert.ThrowsAny<Exception>(() => Check(GeneratorRun.Run(TestCompilation.Create(Source), new BadGenerator(_ => throw new InvalidOperationException("control")))));

    private static void Check(CSharpCompilation compilation) => Check(GeneratorRun.Run(compilation));

    private static void Check(GeneratorRun run)
    {
        Assert.Null(run.Driver.GetRunResult().Results.Single().Exception);
        Assert.DoesNotContain(run.Reported, diagnostic => !diagnostic.Id.StartsWith("HAL000", StringComparison.Ordinal));
        foreach (GeneratedSourceResult file in run.Files)
        {
            Assert.Empty(file.SyntaxTree.GetDiagnostics());
        }
    }

    private static IEnumerable<string> Texts(GeneratorRun run) => run.Files.Select(file => file.HintName + "\n" + file.SourceText);
}
