using System.Linq;
using System.Text;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Hal.Generators.Tests;

/// <summary>Compilations of a consumer with every compiler warning on: documentation, all warning waves, nullable.</summary>
internal static class Strict
{
    public static CSharpCompilation Create(LanguageVersion version, params string[] sources)
    {
        CSharpCompilation compilation = TestCompilation.Create(sources);
        var options = new CSharpParseOptions(version, DocumentationMode.Diagnose);
        return compilation
            .RemoveAllSyntaxTrees()
            .AddSyntaxTrees(sources.Select((source, index) => CSharpSyntaxTree.ParseText(SourceText.From(Documented(source), Encoding.UTF8), options, $"Test{index}.cs")))
            .WithOptions(compilation.Options.WithWarningLevel(9999));
    }

    // The author's own declarations are public and undocumented here; only those of the generator are judged.
    private static string Documented(string source) => "#pragma warning disable CS1591, CS8981\n" + source;
}
