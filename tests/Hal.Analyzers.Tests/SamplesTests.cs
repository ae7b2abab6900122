using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Hal.Analyzers.Tests;

/// <summary>The samples' drivers, devices and platforms raise nothing with every rule on, also those that are off or hidden by default.</summary>
public sealed class SamplesTests
{
    // The command line is built with the samples themselves; it is the only part with packages, and no part of a driver.
    private static readonly string[] Folders = ["Driver", "Devices", "Platforms", "Guest"];

    [Theory]
    [InlineData("VirtioBlk")]
    [InlineData("VfioBlk")]
    public void Every_rule_is_silent(string sample)
    {
        CSharpCompilation compilation = Compile(Sources(sample));
        Assert.Equal([], Findings(compilation).Select(finding => finding.ToString()));
    }

    [Fact]
    public void A_mistake_in_the_driver_would_be_found()
    {
        const string Call = "share.Unshare();";
        (string Path, string Source)[] sources = Sources("VirtioBlk").ToArray();
        int queue = Array.FindIndex(sources, source => source.Path.EndsWith("VirtQueue.cs", StringComparison.Ordinal));
        Assert.Contains(Call, sources[queue].Source);
        sources[queue].Source = sources[queue].Source.Replace(Call, Call + " " + Call);
        Diagnostic finding = Assert.Single(Findings(Compile(sources)));
        Assert.Equal("HAL1004", finding.Id);
    }

    private static IEnumerable<(string Path, string Source)> Sources(string sample)
    {
        // VfioBlk takes the driver from VirtioBlk, as its project file does.
        string[] roots = sample == "VfioBlk"
            ? [Repository.PathOf("samples", sample), Repository.PathOf("samples", "VirtioBlk", "Driver"), Repository.PathOf("samples", "VirtioBlk", "Platforms", "Linux")]
            : [Repository.PathOf("samples", sample)];
        return roots.SelectMany(root => Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories))
            .Where(path => Folders.Any(folder => path.Replace('\\', '/').Contains("/" + folder + "/", StringComparison.Ordinal)))
            .Where(path => !path.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => (path, File.ReadAllText(path)));
    }

    private static CSharpCompilation Compile(IEnumerable<(string Path, string Source)> sources)
    {
        CSharpCompilation compilation = GeneratorRun.Run(TestCompilation.Create(sources, TestCompilation.References, assemblyName: "Sample")).Output;

        // The bodies of the LibraryImport methods come from a generator of the framework, which does not run here.
        const string PartialWithoutBody = "CS8795";
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != PartialWithoutBody));
        return compilation;
    }

    private static ImmutableArray<Diagnostic> Findings(CSharpCompilation compilation)
    {
        IEnumerable<DiagnosticAnalyzer> analyzers = typeof(ContractAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);
        return AnalyzerRun.Run(compilation, analyzers, enableAll: true);
    }
}
