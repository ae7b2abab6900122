using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Hal.Analyzers.Flow;
using Hal.Analyzers.Rules;
using Hal.Analyzers.Semantics;
using Hal.Benchmarks;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Xunit;

namespace Hal.Analyzers.Tests;

/// <summary>
/// The engine's own work, counted in the operations that it evaluates and not in time, grows as the code does. Roslyn's building of the graph is not
/// counted.
/// </summary>
public sealed class LinearCostTests
{
    private const double Least = 9;
    private const double Most = 12;

    [Fact]
    public void Ten_times_the_statements_of_a_method_cost_about_ten_times()
    {
        long hundred = OperationCount([.. DenseCode.OneMethod(100)]);
        long thousand = OperationCount([.. DenseCode.OneMethod(1000)]);

        Assert.True(hundred >= 100, $"{hundred} operations for 100 statements: the method was not followed.");
        Assert.InRange((double)thousand / hundred, Least, Most);
    }

    [Fact]
    public void Ten_times_the_methods_cost_ten_times()
    {
        long few = OperationCount([.. DenseCode.Methods(20)]);
        long many = OperationCount([.. DenseCode.Methods(200)]);

        Assert.True(few >= 200, $"{few} operations for 20 methods: they were not followed.");
        Assert.InRange((double)many / few, Least, Most);
    }

    private static long OperationCount((string Path, string Text)[] sources)
    {
        CSharpCompilation compilation = TestCompilation.Create(sources, TestCompilation.References);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var services = new FlowServices(KnownTypes.TryCreate(compilation)!);
        long count = 0;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (MethodDeclarationSyntax method in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                var body = (IMethodBodyOperation)model.GetOperation(method)!;
                count += MethodFlow.Analyze(
                    services, model.GetDeclaredSymbol(method)!, ControlFlowGraph.Create(body), ImmutableArray<FlowListener>.Empty, CancellationToken.None).OperationCount;
            }
        }

        return count;
    }
}
