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

    /// <summary>Mutants a run of <see cref="Mutants_do_no_harm"/>; the long run sets HALGEN_MUTANTS.</summary>
    private static int MutantCount => int.TryParse(Environment.GetEnvironmentVariable("HALGEN_MUTANTS"), out int count) ? count : 400;

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
        for (int seed = 0; seed < MutantCount; seed++)
        {
            string mutant = Mutate(Source, seed);
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

    // One to three edits of whole tokens: dropped, doubled, swapped with another, or everything from one on cut off.
    private static string Mutate(string source, int seed)
    {
        var random = new Random(seed);
        List<string> tokens = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(token => token.ToFullString()).ToList();
        for (int edits = random.Next(1, 4); edits > 0 && tokens.Count > 1; edits--)
        {
            int at = random.Next(tokens.Count);
            switch (random.Next(5))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    tokens.Insert(at, tokens[at]);
                    break;
                case 2:
                    int other = random.Next(tokens.Count);
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
                case 3:
                    tokens.RemoveRange(at, Math.Min(random.Next(1, 20), tokens.Count - at));
                    break;
                default:
                    if (random.Next(4) == 0)
                    {
                        tokens.RemoveRange(at, tokens.Count - at);
                    }
                    else
                    {
                        tokens.Insert(at, "static partial class [HalImplementation] < > { } ( ) file record Share".Split(' ')[random.Next(12)] + " ");
                    }

                    break;
            }
        }

        return string.Concat(tokens);
    }
}
