using Microsoft.CodeAnalysis;

namespace Hal.Benchmarks;

/// <summary>The least that a generator for marked classes can do: it finds them, and writes nothing. What it costs, every such generator costs.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class EmptyGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<string> classes = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Hal.HalImplementationAttribute", static (_, _) => true, static (marked, _) => marked.TargetSymbol.Name);
        context.RegisterSourceOutput(classes, static (_, _) => { });
    }
}
