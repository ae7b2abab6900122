using System.Linq;
using System.Threading;
using Hal.Analyzers;
using Hal.Analyzers.Flow;
using Hal.Analyzers.Semantics;
using Hal.TwoWitnesses.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.TwoWitnesses.Comparing;

/// <summary>
/// Asks the engine whether it kept all paths of a program apart. It says what is certain where it did; where more paths meet than it
/// keeps, it joins them and is silent about what is only possible.
/// </summary>
internal sealed class Exactness
{
    private readonly CSharpCompilation _compilation;
    private readonly FlowServices _services;

    public Exactness(CSharpCompilation compilation)
    {
        _compilation = compilation;
        _services = new FlowServices(KnownTypes.TryCreate(compilation)!);
    }

    public bool Of(DriverProgram program)
    {
        SyntaxTree tree = _compilation.SyntaxTrees.First(tree => tree.FilePath == program.ClassName);
        SemanticModel model = _compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().All(method =>
        {
            var body = (IMethodBodyOperation)model.GetOperation(method)!;
            return MethodFlow.Analyze(
                _services, model.GetDeclaredSymbol(method)!, ControlFlowGraph.Create(body), ContractAnalyzer.Listeners, CancellationToken.None).IsExact;
        });
    }
}
