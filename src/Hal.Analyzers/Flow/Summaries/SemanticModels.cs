using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>
/// The semantic models of the compilation, kept for its life: what a method calls, and what a type does with its fields, may stand in another
/// file than the one that is analysed.
/// </summary>
internal sealed class SemanticModels
{
    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();

    public SemanticModels(Compilation compilation) => _compilation = compilation;

    public SemanticModel Of(SyntaxTree tree) => _models.GetOrAdd(tree, Create);

#pragma warning disable RS1030 // the analyzer's own model is of one file
    private SemanticModel Create(SyntaxTree tree) => _compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
}
