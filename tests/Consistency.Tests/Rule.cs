using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using Hal.Analyzers.Definition;
using Hal.CodeFixes;
using Hal.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hal.Consistency.Tests;

/// <summary>A rule as the compiler DLLs have it. There is no list of them: analyzers say what they report, and the generator's rules are found by their descriptors.</summary>
/// <param name="Project">The project whose DLL reports it.</param>
/// <param name="HasFix">Whether a code fix takes its id.</param>
internal sealed record Rule(DiagnosticDescriptor Descriptor, string Project, bool HasFix)
{
    public string Id => Descriptor.Id;

    public string Title => Descriptor.Title.ToString();

    public static ImmutableArray<Rule> All { get; } = Discover();

    private static ImmutableArray<Rule> Discover()
    {
        Assembly generators = typeof(HalImplementationGenerator).Assembly;
        Assembly analyzers = typeof(DefinitionAnalyzer).Assembly;
        HashSet<string> fixable = Instances<CodeFixProvider>(typeof(DocumentFix).Assembly).SelectMany(fix => fix.FixableDiagnosticIds).ToHashSet();
        IEnumerable<(DiagnosticDescriptor Descriptor, string Project)> generated = generators.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => ((DiagnosticDescriptor)field.GetValue(null)!, generators.GetName().Name!));
        IEnumerable<(DiagnosticDescriptor Descriptor, string Project)> analyzed = Instances<DiagnosticAnalyzer>(analyzers)
            .SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .Distinct()
            .Select(descriptor => (descriptor, analyzers.GetName().Name!));
        return generated.Concat(analyzed)
            .Select(found => new Rule(found.Descriptor, found.Project, fixable.Contains(found.Descriptor.Id)))
            .OrderBy(rule => rule.Id, StringComparer.Ordinal)
            .ToImmutableArray();
    }

    private static IEnumerable<T> Instances<T>(Assembly assembly) =>
        assembly.GetTypes().Where(type => typeof(T).IsAssignableFrom(type) && !type.IsAbstract).Select(type => (T)Activator.CreateInstance(type, nonPublic: true)!);
}
