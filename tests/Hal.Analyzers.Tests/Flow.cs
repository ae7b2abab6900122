using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Implementation;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Hal.Analyzers.Tests;

/// <summary>Runs the flow rules over driver code, with the devices it drives in an assembly of their own.</summary>
internal static class Flow
{
    /// <summary>Checks members of a driver class: findings exactly where the source marks them.</summary>
    public static void Check(string members, bool enableAll = false) => CheckFile(Wrap(members), enableAll);

    /// <summary>Checks a whole file.</summary>
    public static void CheckFile(string source, bool enableAll = false) =>
        Assert.Equal(string.Empty, MarkedSource.Difference(source, Findings(source, enableAll)));

    /// <summary>The message of the one finding in members of a driver class.</summary>
    public static string MessageOf(string members, bool enableAll = false) => Assert.Single(Findings(Wrap(members), enableAll)).GetMessage();

    /// <summary>What the flow rules and the rules on HALs report, all of them on but those that are off by default and not switched on by the source.</summary>
    public static ImmutableArray<Diagnostic> Findings(string source, bool enableAll = false) =>
        AnalyzerRun.Run(Compile(source), [new ContractAnalyzer(), new ImplementationAnalyzer()], enableAll, MarkedSource.Enabled(source));

    /// <summary>Compiles sources as a user's build does: with the generator, so that a HAL class in them has its <c>Binding</c> and <c>Dma</c>.</summary>
    public static CSharpCompilation Compile(params string[] sources)
    {
        CSharpCompilation compilation = GeneratorRun.Run(TestCompilation.Create(
            sources.Select((source, index) => ($"Driver{index}.cs", source)), TestCompilation.References.Append(DriverSources.Devices), assemblyName: "Driver")).Output;
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return compilation;
    }

    /// <summary>Puts members into a driver class, on the first line, so that line numbers stay small.</summary>
    public static string Wrap(string members) => DriverSources.Wrap(members);
}
