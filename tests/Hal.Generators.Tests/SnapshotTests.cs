using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using Xunit.Sdk;

namespace Hal.Generators.Tests;

/// <summary>A few whole outputs, to be read. Each is also compiled without a diagnostic, in every language version that can have it, and run again after an edit.</summary>
public sealed class SnapshotTests
{
    private static readonly Dictionary<string, string> Cases = new()
    {
        ["Plain"] = HalSources.File(HalSources.Hal("QemuHal")),
        ["Empty"] = HalSources.File("[HalImplementation]\ninternal static partial class Unfinished;"),
        ["NestedGeneric"] = HalSources.File($$"""
            public partial interface IPlatform
            {
                internal partial record struct Vfio
                {
                    {{HalSources.Hal("Hal<TDomain, @event>", "private static unsafe partial class")}}
                }
            }
            """),
        ["GlobalKeyword"] = "using Hal;\n" + HalSources.Hal("@class", "static unsafe partial class"),
        ["OwnAbandoned"] = HalSources.File(HalSources.Hal("LeakyHal")
            + "\npublic static unsafe partial class LeakyHal\n{\n    static void Abandoned(PhysAddr paddr)\n    {\n    }\n}"),
    };

    public static TheoryData<string> Names => new(Cases.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Output_is_as_accepted(string name)
    {
        GeneratorRun run = GeneratorRun.Run(TestCompilation.Create(Cases[name]));
        Snapshot.Verify(name, run.Files.Select(file => (file.HintName, file.SourceText.ToString())));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Output_compiles_without_a_diagnostic(string name)
    {
        LanguageVersion floor = name == "Empty" ? LanguageVersion.CSharp12 : LanguageVersion.CSharp11; // 'class X;' came with C# 12.
        foreach (LanguageVersion version in Enum.GetValues<LanguageVersion>().Where(version => version >= floor && version <= LanguageVersion.Preview))
        {
            GeneratorRun run = GeneratorRun.Run(Strict.Create(version, Cases[name]));
            Assert.Empty(run.Reported);
            Assert.NotEmpty(run.Files);
            Assert.Empty(run.CompilerDiagnostics);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Output_is_kept_after_an_unrelated_edit(string name)
    {
        GeneratorRun first = GeneratorRun.Run(TestCompilation.Create(Cases[name], "class Unrelated;"));
        GeneratorRun second = first.Next(Edits.Replace(first.Input, 1, "class Unrelated { int x; }"));
        Assert.Empty(Steps.ChangedFiles(second));
        Assert.Empty(Steps.ChangedOutputs(second));
    }

    [Fact]
    public void Every_folder_belongs_to_a_case() =>
        Assert.Equal(Cases.Keys.Order(), Directory.GetDirectories(Snapshot.Folder).Select(folder => Path.GetFileName(folder)!).Order());

    [Fact]
    public void A_missing_a_surplus_and_a_changed_file_fail_and_ci_accepts_nothing()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var two = new Dictionary<string, string> { ["A.g.cs"] = "a\n", ["B.g.cs"] = "b\n" };
            Snapshot.Verify(folder, two, accept: true, isCi: false);
            Snapshot.Verify(folder, two, accept: false, isCi: true);
            Assert.ThrowsAny<XunitException>(() => Snapshot.Verify(folder, new() { ["A.g.cs"] = "a\n" }, accept: false, isCi: false));
            Assert.ThrowsAny<XunitException>(() => Snapshot.Verify(folder, new(two) { ["C.g.cs"] = "c\n" }, accept: false, isCi: false));
            Assert.ThrowsAny<XunitException>(() => Snapshot.Verify(folder, new(two) { ["B.g.cs"] = "b\r\n" }, accept: false, isCi: false));
            Assert.ThrowsAny<XunitException>(() => Snapshot.Verify(folder, two, accept: true, isCi: true));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
