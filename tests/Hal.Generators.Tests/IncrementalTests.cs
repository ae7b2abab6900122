using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Hal.Generators.Tests;

/// <summary>
/// After an edit, only the files of the HAL classes that it concerns are written anew, and the old compilation is let go. Every edit has a negative control: a
/// generator with a bad model that this edit must catch.
/// </summary>
public sealed class IncrementalTests
{
    private const string First = "Demo.FirstHal.";
    private const string Second = "Demo.IOuter+SecondHal`2.";

    private static readonly Dictionary<string, Edit> Edits = new()
    {
        ["an unrelated type"] = new(
            compilation => Tests.Edits.Replace(compilation, 2, "class Unrelated;", "class Unrelated { int x; }"),
            Caught: new BadGenerator(BadModels.ArrayComparedByReference)),
        ["a comment in the same file"] = new(
            compilation => Tests.Edits.Replace(compilation, 0, "namespace Demo;", "// A remark.\nnamespace Demo;"),
            Caught: new BadGenerator(BadModels.WithPosition)),
        ["a second HAL added"] = new(
            compilation => Tests.Edits.Add(compilation, HalSources.File(HalSources.Hal("ThirdHal"))),
            Caught: new BadGenerator(BadModels.ByName, collect: true),
            "Demo.ThirdHal."),
        ["one of two files replaced"] = new(
            compilation => Tests.Edits.Replace(compilation, 0, HalSources.File(HalSources.Hal("OtherHal"))),
            Caught: new BadGenerator(BadModels.ByName, collect: true),
            "Demo.OtherHal."),
        ["a method body"] = new(
            compilation => Tests.Edits.Replace(compilation, 0, "return 0;", "return 1;"),
            Caught: new BadGenerator(BadModels.WithSourceText)),
        ["a signature"] = new(
            compilation => Tests.Edits.Replace(compilation, 0, "int DmaDealloc(PhysAddr paddr,", "int DmaDealloc(ulong paddr,"),
            Caught: new BadGenerator(BadModels.ByName),
            First),
        ["an unrelated member of the class"] = new(
            compilation => Tests.Edits.Replace(compilation, 0, "private static int DmaDealloc", "private static int _count; private static int DmaDealloc"),
            Caught: new BadGenerator(BadModels.WithMemberCount)),
    };

    public static TheoryData<string> Names => new(Edits.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Only_the_files_that_an_edit_concerns_are_written(string name) =>
        Assert.Equal(Edits[name].Concerned, ChangedFiles(new HalImplementationGenerator(), Edits[name]));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_bad_model_is_caught(string name) =>
        Assert.NotEqual(Edits[name].Concerned, ChangedFiles(Edits[name].Caught, Edits[name]));

    [Fact]
    public void A_bad_model_passes_the_edits_that_do_not_concern_its_flaw() =>
        Assert.Empty(ChangedFiles(new BadGenerator(BadModels.WithPosition), Edits["an unrelated type"]));

    [Fact]
    public void Every_step_is_tracked_and_gives_one_model_a_class()
    {
        GeneratorRun run = GeneratorRun.Run(Base());
        Assert.Equal(2, Steps.Of(run, HalImplementationGenerator.Steps.Read).Length);
        Assert.Equal(2, Steps.Of(run, HalImplementationGenerator.Steps.Valid).Length);
        Assert.Single(Steps.Of(run, HalImplementationGenerator.Steps.Options));
        Assert.Equal(2, Steps.Of(run, HalImplementationGenerator.Steps.Write).Length);
    }

    [Fact]
    public void A_switch_of_unsafe_code_drops_and_restores_the_files()
    {
        GeneratorRun run = GeneratorRun.Run(Base());
        GeneratorRun without = run.Next(run.Input.WithOptions(run.Input.Options.WithAllowUnsafe(false)));
        Assert.Empty(without.Files);
        Assert.Equal(2, without.Next(run.Input).Files.Length);
    }

    [Fact]
    public void A_deleted_class_takes_its_file_with_it()
    {
        GeneratorRun run = GeneratorRun.Run(Base());
        GeneratorRun next = run.Next(run.Input.RemoveSyntaxTrees(run.Input.SyntaxTrees[0]));
        Assert.StartsWith(Second, Assert.Single(next.Files).HintName);
    }

    [Fact]
    public void The_old_compilation_is_let_go() => Assert.False(KeepsOldCompilation(new HalImplementationGenerator()));

    [Fact]
    public void A_symbol_in_the_model_is_caught_by_the_compilation_that_it_keeps() =>
        Assert.True(KeepsOldCompilation(new BadGenerator(BadModels.WithHiddenSymbol)));

    private static CSharpCompilation Base() => TestCompilation.Create(
        HalSources.File(HalSources.Hal("FirstHal")),
        HalSources.File($"public partial interface IOuter\n{{\n{HalSources.Hal("SecondHal<TDomain, TBus>")}\n}}"),
        "class Unrelated;");

    // The names of the files without their hashes, which is what the edits name.
    private static ImmutableArray<string> ChangedFiles(IIncrementalGenerator generator, Edit edit)
    {
        GeneratorRun run = GeneratorRun.Run(Base(), generator);
        Assert.NotEmpty(run.Files);
        GeneratorRun next = run.Next(edit.Apply(run.Input));
        return Steps.ChangedFiles(next).Select(file => file[..(file.LastIndexOf('.', file.Length - "00000000.g.cs".Length - 1) + 1)]).ToImmutableArray();
    }

    private static bool KeepsOldCompilation(IIncrementalGenerator generator)
    {
        (GeneratorRun run, WeakReference old) = RunTwice(generator);
        for (int i = 0; i < 10 && old.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        GC.KeepAlive(run);
        return old.IsAlive;
    }

    // In a method of its own, so that no register or stack slot of the caller holds the first compilation.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorRun Run, WeakReference Old) RunTwice(IIncrementalGenerator generator)
    {
        GeneratorRun first = GeneratorRun.Run(Base(), generator);
        GeneratorRun second = first.Next(Tests.Edits.Replace(first.Input, 2, "class Unrelated { int x; }"));
        return (second, new WeakReference(first.Input));
    }

    /// <param name="Apply">The edit.</param>
    /// <param name="Caught">A generator whose flaw this edit must show.</param>
    /// <param name="Concerned">The files that a good generator writes after it.</param>
    private sealed record Edit(Func<CSharpCompilation, CSharpCompilation> Apply, IIncrementalGenerator Caught, params string[] Concerned);
}
