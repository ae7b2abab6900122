using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hal.Benchmarks;

/// <summary>The generators and analyzers that people use, from the SDK and from a package, in their own versions.</summary>
internal static class Peers
{
    private static readonly Dictionary<string, string> Folders =
        typeof(Peers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(attribute => attribute.Key, attribute => attribute.Value!);

    static Peers() => AppDomain.CurrentDomain.AssemblyResolve += (_, request) => Beside(request);

    public static IIncrementalGenerator LibraryImport() =>
        Create<IIncrementalGenerator>(Path.Combine(Folders["Frameworks"], "Microsoft.Interop.LibraryImportGenerator.dll"), "LibraryImportGenerator").Single();

    public static IIncrementalGenerator SystemTextJson() =>
        Create<IIncrementalGenerator>(Path.Combine(Folders["Frameworks"], "System.Text.Json.SourceGeneration.dll"), "JsonSourceGenerator").Single();

    public static DiagnosticAnalyzer CA2000() =>
        Create<DiagnosticAnalyzer>(Path.Combine(Folders["NetAnalyzers"], "Microsoft.CodeAnalysis.NetAnalyzers.dll"), "DisposeObjectsBeforeLosingScope").Single();

    public static DiagnosticAnalyzer[] IDisposableAnalyzers() =>
        Create<DiagnosticAnalyzer>(Folders["IDisposableAnalyzers"], name: null);

    /// <summary>Every rule of this repository, as the package has them.</summary>
    public static DiagnosticAnalyzer[] HalAnalyzers() => Create<DiagnosticAnalyzer>(typeof(Hal.Analyzers.ContractAnalyzer).Assembly, name: null);

    private static T[] Create<T>(string path, string? name) => Create<T>(Assembly.LoadFrom(path), name);

    private static T[] Create<T>(Assembly assembly, string? name) =>
        TypesOf(assembly)
            .Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type) && (name is null || type.Name == name) && type.GetConstructor(Type.EmptyTypes) is not null)
            .Select(type => (T)Activator.CreateInstance(type)!)
            .ToArray();

    // Those that load: a file of code fixes beside the generators asks for the editor's assemblies, which no compiler has.
    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }

    private static Assembly? Beside(ResolveEventArgs request)
    {
        string? folder = Path.GetDirectoryName(request.RequestingAssembly?.Location);
        string path = Path.Combine(folder ?? string.Empty, new AssemblyName(request.Name).Name + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }
}
