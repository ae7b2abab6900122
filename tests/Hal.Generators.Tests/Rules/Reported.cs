using System.Linq;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Hal.Generators.Tests.Rules;

/// <summary>Runs the generator over a broken HAL class and gives the one thing that it reports.</summary>
internal static class Reported
{
    public static Diagnostic One(string id, string source, bool allowUnsafe = true, LanguageVersion version = LanguageVersion.Latest)
    {
        CSharpCompilation compilation = Strict.Create(version, source);
        GeneratorRun run = GeneratorRun.Run(compilation.WithOptions(compilation.Options.WithAllowUnsafe(allowUnsafe)));
        Assert.Empty(run.Files);
        Diagnostic diagnostic = Assert.Single(run.Reported);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        return diagnostic;
    }

    /// <summary>The text that a diagnostic underlines.</summary>
    public static string Underlined(Diagnostic diagnostic, string source)
    {
        FileLinePositionSpan lines = diagnostic.Location.GetLineSpan();
        Assert.Equal("Test0.cs", lines.Path);

        // One line was put above the source by Strict. Positions in lines and in characters must agree.
        string line = source.Split('\n')[lines.StartLinePosition.Line - 1];
        Assert.Equal(lines.StartLinePosition.Line, lines.EndLinePosition.Line);
        string text = line[lines.StartLinePosition.Character..lines.EndLinePosition.Character];
        Assert.Equal(text.Length, diagnostic.Location.SourceSpan.Length);
        return text;
    }
}
