using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Hal.Benchmarks;

/// <summary>Compilations against the running framework.</summary>
internal static class Compilations
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private static readonly string[] Platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    /// <summary>The framework and the compiler's own assemblies, without this repository's.</summary>
    public static readonly MetadataReference[] Framework = Platform
        .Where(path => !Path.GetFileName(path).StartsWith("Hal.", StringComparison.Ordinal) && Path.GetFileName(path) != "Compiler.dll")
        .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
        .ToArray();

    /// <summary>The same, and the package.</summary>
    public static readonly MetadataReference[] WithHal = [.. Framework, MetadataReference.CreateFromFile(typeof(IHal).Assembly.Location)];

    public static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), ParseOptions, path);

    /// <summary>A compilation of trees that were parsed anew, so that nothing is known of them yet.</summary>
    public static CSharpCompilation Create(IEnumerable<(string Path, string Text)> sources, IEnumerable<MetadataReference> references) =>
        CSharpCompilation.Create(
            "Measured",
            sources.Select(source => Parse(source.Path, source.Text)),
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
}
