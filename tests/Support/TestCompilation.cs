using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Hal.Tests.Support;

/// <summary>Compilations of small sources against the running framework and Hal.Abstractions, with no restore and no network.</summary>
internal static class TestCompilation
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> Framework = new(() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => IsFramework(Path.GetFileName(path)))
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToImmutableArray());

    private static readonly Lazy<MetadataReference> Abstractions = new(() => MetadataReference.CreateFromFile(typeof(IHal).Assembly.Location));

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <summary>References of a project that uses the package.</summary>
    public static IEnumerable<MetadataReference> References => Framework.Value.Append(Abstractions.Value);

    /// <summary>References of a project that does not.</summary>
    public static IEnumerable<MetadataReference> FrameworkReferences => Framework.Value;

    public static CSharpCompilation Create(params string[] sources) =>
        Create(sources.Select((source, index) => ($"Test{index}.cs", source)), References);

    public static CSharpCompilation Create(
        IEnumerable<(string Path, string Source)> sources,
        IEnumerable<MetadataReference> references,
        bool allowUnsafe = true,
        string assemblyName = "Test") =>
        CSharpCompilation.Create(
            assemblyName,
            sources.Select(source => CSharpSyntaxTree.ParseText(SourceText.From(source.Source, Encoding.UTF8), ParseOptions, source.Path)),
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: allowUnsafe, nullableContextOptions: NullableContextOptions.Enable));

    private static bool IsFramework(string fileName) =>
        fileName.StartsWith("System.", StringComparison.Ordinal) || fileName is "mscorlib.dll" or "netstandard.dll" or "Microsoft.CSharp.dll" or "Microsoft.Win32.Primitives.dll";
}
