using System.Collections.Immutable;
using System.Linq;
using Hal.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hal.Tests.Support;

/// <summary>The generator over a compilation: what it wrote, what it reported, and the compilation with its output.</summary>
internal sealed record GeneratorRun(GeneratorDriver Driver, CSharpCompilation Input, CSharpCompilation Output, ImmutableArray<Diagnostic> Reported)
{
    public ImmutableArray<GeneratedSourceResult> Files => Driver.GetRunResult().Results.Single().GeneratedSources;

    /// <summary>Every compiler diagnostic of the output, warnings of all waves included, but for hidden ones.</summary>
    public ImmutableArray<Diagnostic> CompilerDiagnostics =>
        Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).ToImmutableArray();

    public static GeneratorRun Run(CSharpCompilation compilation, IIncrementalGenerator? generator = null) =>
        Run(DriverFor(compilation, generator ?? new HalImplementationGenerator()), compilation);

    /// <summary>The next run of the same driver, over an edited compilation.</summary>
    public GeneratorRun Next(CSharpCompilation compilation) => Run(Driver, compilation);

    private static GeneratorRun Run(GeneratorDriver driver, CSharpCompilation compilation)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> reported);
        return new GeneratorRun(driver, compilation, (CSharpCompilation)output, reported);
    }

    private static GeneratorDriver DriverFor(CSharpCompilation compilation, IIncrementalGenerator generator) =>
        CSharpGeneratorDriver.Create(
            new[] { generator.AsSourceGenerator() },
            parseOptions: (CSharpParseOptions?)compilation.SyntaxTrees.FirstOrDefault()?.Options ?? TestCompilation.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
}
