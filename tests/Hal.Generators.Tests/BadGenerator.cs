using System;
using System.Linq;
using System.Text;
using Hal.Generators.Input;
using Hal.Generators.Output;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Hal.Generators.Tests;

/// <summary>A generator of the same shape on a bad model: the negative control of the incremental tests.</summary>
internal sealed class BadGenerator : IIncrementalGenerator
{
    private readonly Func<GeneratorAttributeSyntaxContext, object> _model;
    private readonly bool _collect;

    /// <param name="collect">Whether it also writes one file for all classes.</param>
    public BadGenerator(Func<GeneratorAttributeSyntaxContext, object> model, bool collect = false)
    {
        _model = model;
        _collect = collect;
    }

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<object> read = context.SyntaxProvider.ForAttributeWithMetadataName(
            HalClassReader.AttributeName,
            HalClassReader.CouldBeHalClass,
            (match, _) => _model(match));
        if (_collect)
        {
            IncrementalValueProvider<GeneratedFile> all = read.Collect()
                .Select((models, _) => new GeneratedFile("All.00000000.g.cs", "// " + string.Join(", ", models.Select(model => model.ToString()))))
                .WithTrackingName(HalImplementationGenerator.Steps.Write);
            context.RegisterSourceOutput(all, Add);
            return;
        }

        int number = 0;
        IncrementalValuesProvider<GeneratedFile> written = read
            .Select((_, _) => new GeneratedFile($"File{number++}.00000000.g.cs", string.Empty))
            .WithTrackingName(HalImplementationGenerator.Steps.Write);
        context.RegisterSourceOutput(written, Add);
    }

    private static void Add(SourceProductionContext output, GeneratedFile file) =>
        output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
}
