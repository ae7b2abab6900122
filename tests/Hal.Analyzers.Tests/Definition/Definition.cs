using System.Linq;
using Hal.Analyzers.Definition;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Hal.Analyzers.Tests.Definition;

/// <summary>Runs the definition analyzer as a build does: over the compilation with the generator's output.</summary>
internal static class Definition
{
    /// <summary>What is reported, as <c>ID 'underlined' message</c>.</summary>
    public static string[] Findings(params string[] sources)
    {
        GeneratorRun run = GeneratorRun.Run(TestCompilation.Create(sources));
        Assert.Empty(run.Reported);

        // A compiler error would silence the analyzers in a real build, so none may come from what these rules are about.
        Assert.DoesNotContain(run.CompilerDiagnostics, diagnostic => run.Files.Any(file => file.SyntaxTree == diagnostic.Location.SourceTree));
        return AnalyzerRun.Run(run.Output, [new DefinitionAnalyzer()])
            .Select(diagnostic => $"{diagnostic.Id} '{Text(diagnostic.Location)}' {diagnostic.GetMessage()}")
            .ToArray();
    }

    private static string Text(Location location) => location.SourceTree!.GetText().ToString(location.SourceSpan);
}
