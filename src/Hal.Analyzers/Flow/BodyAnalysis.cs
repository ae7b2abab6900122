using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Hal.Analyzers.Flow.Batches;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow;

/// <summary>Analyses a body and the lambdas and local functions in it, which have graphs of their own.</summary>
internal static class BodyAnalysis
{
    public static void Run(
        FlowServices services,
        ISymbol owner,
        ControlFlowGraph graph,
        ImmutableArray<FlowListener> rules,
        Action<Diagnostic> report,
        CancellationToken cancellation)
    {
        try
        {
            FlowResult result = MethodFlow.Analyze(services, owner, graph, rules, cancellation);
            // What is left out of the whole is left out on a path as well: one finding says it.
            ImmutableArray<Finding> ofBatches = BatchAnalysis.Run(services, graph, rules)
                .Concat(graph.Parent is null ? FieldBatches.Run(services, graph.OriginalOperation, rules, cancellation) : Enumerable.Empty<Finding>())
                .ToImmutableArray();
            IEnumerable<Finding> onPaths = result.Findings.Where(finding =>
                !ofBatches.Any(batch => batch.Site == finding.Site && batch.Descriptor.Id == finding.Descriptor.Id));
            foreach (Finding finding in onPaths.Concat(ofBatches))
            {
                report(finding.ToDiagnostic());
            }
        }
        catch (BudgetExceededException)
        {
            report(Diagnostic.Create(HAL9001MethodOverBudget.Descriptor, owner.Locations.FirstOrDefault(), owner.Name));
        }

        foreach (IMethodSymbol local in graph.LocalFunctions)
        {
            Run(services, local, graph.GetLocalFunctionControlFlowGraph(local, cancellation), rules, report, cancellation);
        }

        foreach (BasicBlock block in graph.Blocks)
        {
            foreach (IOperation operation in block.Operations)
            {
                RunLambdas(operation);
            }

            RunLambdas(block.BranchValue);
        }

        void RunLambdas(IOperation? operation)
        {
            foreach (IOperation part in operation?.DescendantsAndSelf() ?? Enumerable.Empty<IOperation>())
            {
                if (part is IFlowAnonymousFunctionOperation lambda && !IsExpectedToThrow(lambda))
                {
                    Run(services, lambda.Symbol, graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellation), rules, report, cancellation);
                }
            }
        }
    }

    /// <summary>A lambda that is handed to a method which wants an exception of it, as tests do: what it breaks it breaks on purpose.</summary>
    private static bool IsExpectedToThrow(IOperation lambda)
    {
        IOperation? parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation)
        {
            parent = parent.Parent;
        }

        return parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } &&
            (IsException(method.ReturnType) || method.TypeArguments.Any(IsException));
    }

    private static bool IsException(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }
}
