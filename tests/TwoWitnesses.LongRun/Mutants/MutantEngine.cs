using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using System.Text;
using Hal.Analyzers;
using Hal.Generators;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Hal.TwoWitnesses.Mutants;

/// <summary>Compiles the engine's own sources with one mistake in them, and loads the analyzer that comes out.</summary>
internal sealed class MutantEngine
{
    private readonly string _folder = Repository.PathOf("src", "Hal.Analyzers");
    private readonly CSharpCompilation _engine;

    public MutantEngine()
    {
        string[] built = [Path.Combine(_folder, "bin"), Path.Combine(_folder, "obj")];
        _engine = CSharpCompilation.Create(
            "Hal.Analyzers", // the name that Hal.Generators shows its internals to
            Directory.GetFiles(_folder, "*.cs", SearchOption.AllDirectories)
                // Declared here, they go before the framework's own.
                .Concat(Directory.GetFiles(Repository.PathOf("src", "Hal.Generators", "Polyfills"), "*.cs"))
                .Where(path => !built.Any(folder => path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
                .Select(path => Parse(File.ReadAllText(path), path)),
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard.dll"))
                .Concat([typeof(Compilation).Assembly.Location, typeof(CSharpCompilation).Assembly.Location, typeof(HalImplementationGenerator).Assembly.Location])
                .Distinct()
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>The engine's source with the mistake of a mutant.</summary>
    /// <exception cref="InvalidOperationException">The text of the mutant does not stand exactly once in its file.</exception>
    public string Mutate(EngineMutant mutant)
    {
        string source = File.ReadAllText(PathOf(mutant));
        int at = source.IndexOf(mutant.Text, StringComparison.Ordinal);
        if (at < 0 || source.IndexOf(mutant.Text, at + 1, StringComparison.Ordinal) >= 0)
        {
            throw new InvalidOperationException(
                $"The mutant '{mutant.Mistake}' no longer fits the engine: its text stands {(at < 0 ? "nowhere" : "more than once")} in "
                    + $"src/Hal.Analyzers/{mutant.File}. Write it anew in EngineMutants.cs.");
        }

        return string.Concat(source.AsSpan(0, at), mutant.Replacement, source.AsSpan(at + mutant.Text.Length));
    }

    /// <summary>The analyzer with the mistake of a mutant; null for the engine as it is.</summary>
    public DiagnosticAnalyzer Load(EngineMutant? mutant)
    {
        CSharpCompilation compilation = _engine;
        if (mutant is not null)
        {
            SyntaxTree original = compilation.SyntaxTrees.Single(tree => tree.FilePath == PathOf(mutant));
            compilation = compilation.ReplaceSyntaxTree(original, Parse(Mutate(mutant), original.FilePath));
        }

        using var image = new MemoryStream();
        EmitResult emitted = compilation.Emit(image);
        if (!emitted.Success)
        {
            throw new InvalidOperationException(
                $"The mutant '{mutant?.Mistake}' is not C#: {string.Join(Environment.NewLine, emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5))}");
        }

        image.Position = 0;
        var context = new AssemblyLoadContext(mutant?.Mistake, isCollectible: false);
        return (DiagnosticAnalyzer)Activator.CreateInstance(context.LoadFromStream(image).GetType(typeof(ContractAnalyzer).FullName!, throwOnError: true)!)!;
    }

    private static SyntaxTree Parse(string source, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), new CSharpParseOptions(LanguageVersion.Latest), path);

    private string PathOf(EngineMutant mutant) => Path.Combine([_folder, .. mutant.File.Split('/')]);
}
