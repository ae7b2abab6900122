using System.Collections.Immutable;
using System.Text;
using Hal.Generators.Input;
using Hal.Generators.Model;
using Hal.Generators.Output;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Hal.Generators;

/// <summary>
/// Binds every class marked <c>[HalImplementation]</c> to <c>IHal</c>. This file is the pipeline and nothing else, to be read top to bottom:
/// <c>Read</c> turns symbols into a model, <c>Valid</c> keeps what can be bound, <c>Options</c> is what the project allows, <c>Write</c> makes the file.
/// Nothing is collected and nothing combines with the compilation, so an edit costs what it changed.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class HalImplementationGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Runs again for every HAL class at every edit, so it is lean. Symbols and syntax end here.
        IncrementalValuesProvider<HalReading?> read = context.SyntaxProvider
            .ForAttributeWithMetadataName(HalClassReader.AttributeName, HalClassReader.CouldBeHalClass, HalClassReader.Read)
            .WithTrackingName(Steps.Read);

        // Findings hold positions, which move with every line above them: they go no further on this branch.
        IncrementalValuesProvider<HalClass> valid = read
            .Where(static reading => reading?.Class is not null)
            .Select(static (reading, _) => reading!.Class!)
            .WithTrackingName(Steps.Valid);

        IncrementalValueProvider<ProjectOptions> options = context.CompilationProvider
            .Select(static (compilation, _) => ProjectOptions.Of((CSharpCompilation)compilation))
            .WithTrackingName(Steps.Options);

        IncrementalValuesProvider<GeneratedFile> written = valid
            .Combine(options)
            .Where(static pair => pair.Right.CanBind)
            .Select(static (pair, _) => HalClassFile.Write(pair.Left))
            .WithTrackingName(Steps.Write);

        context.RegisterSourceOutput(written, static (output, file) => output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8)));

        // The side branch: what prevents a binding is reported here, once, and feeds nothing. Analyzers report nothing in a build that has
        // declaration errors, and a class without its binding gives such errors; what a generator reports is always printed.
        IncrementalValuesProvider<Finding> findings = read
            .Combine(options)
            .SelectMany(static (pair, _) => pair.Left is null ? ImmutableArray<Finding>.Empty : HAL0005ProjectCannotBind.Append(pair.Left, pair.Right));

        context.RegisterSourceOutput(findings, static (output, finding) => output.ReportDiagnostic(finding.ToDiagnostic()));
    }

    /// <summary>The names under which the compiler tracks the steps; the incremental tests ask for them.</summary>
    internal static class Steps
    {
        public const string Read = nameof(Read);
        public const string Valid = nameof(Valid);
        public const string Options = nameof(Options);
        public const string Write = nameof(Write);
    }
}
