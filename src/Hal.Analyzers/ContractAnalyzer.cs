using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Hal.Analyzers.Flow;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Rules;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers;

/// <summary>
/// Runs the flow rules: one block start for all of them, a flow graph only for methods that touch what the rules are about, and nothing at
/// all where Hal.Abstractions is not referenced or not named.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<FlowRule> s_rules = FindRules();

    /// <summary>The rules as the engine calls them.</summary>
    internal static ImmutableArray<FlowListener> Listeners { get; } = s_rules.CastArray<FlowListener>();

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        s_rules.Select(rule => rule.Descriptor).Append(HAL9001MethodOverBudget.Descriptor).ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.TryCreate(start.Compilation, start.CancellationToken) is not { } known)
            {
                return;
            }

            var services = new FlowServices(known);
            start.RegisterOperationBlockStartAction(block => StartBlock(block, services));
        });
    }

    private static void StartBlock(OperationBlockStartAnalysisContext context, FlowServices services)
    {
        // Methods without a call that concerns the rules are nearly all of a program: they end here, after one look-up a call.
        // A register is read and written without a call, through a field that holds what was mapped elsewhere; a pointer may go to a device without one.
        int concerned = services.HasDuties(context.OwningSymbol) || services.IsGivenMemory(context.OwningSymbol) || services.RegisterFields.IsIn(context.OwningSymbol.ContainingType) ? 1 : 0;
        context.RegisterOperationAction(
            operation =>
            {
                if (Volatile.Read(ref concerned) == 0 && Target(operation.Operation) is { } method && services.Tracked.Concern(method))
                {
                    Volatile.Write(ref concerned, 1);
                }
            },
            OperationKind.Invocation,
            OperationKind.ObjectCreation);
        context.RegisterOperationBlockEndAction(end =>
        {
            if (Volatile.Read(ref concerned) != 0 || RunsInitializers(end, services))
            {
                Analyze(end, services);
            }
        });
    }

    /// <summary>Whether a constructor that says nothing of the HAL runs initializers that do: what they acquired is lost if it throws.</summary>
    private static bool RunsInitializers(OperationBlockAnalysisContext context, FlowServices services) =>
        context.OwningSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor, IsStatic: false } constructor &&
        services.Bodies.HasBody(constructor) &&
        services.Bodies.Get(constructor, context.CancellationToken) is { Before.IsEmpty: false };

    private static IMethodSymbol? Target(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => invocation.TargetMethod,
        IObjectCreationOperation creation => creation.Constructor,
        _ => null,
    };

    private static void Analyze(OperationBlockAnalysisContext context, FlowServices services)
    {
        foreach (IOperation block in context.OperationBlocks)
        {
            if (block.Kind is OperationKind.Block or OperationKind.MethodBody or OperationKind.ConstructorBody or OperationKind.FieldInitializer or OperationKind.PropertyInitializer)
            {
                ControlFlowGraph graph = context.GetControlFlowGraph(block);
                BodyAnalysis.Run(services, context.OwningSymbol, graph, Listeners, Report, context.CancellationToken);
                AnalyzeConstructors(context, block, services);
            }
        }

        // What a constructor loses of an initializer is told where the initializer is analysed: in an editor a member has the findings that
        // stand in it.
        void Report(Diagnostic finding)
        {
            if (context.OwningSymbol is not IMethodSymbol { MethodKind: MethodKind.Constructor, IsStatic: false } constructor ||
                services.Bodies.Get(constructor, context.CancellationToken)?.Before.Any(initializer => StandsIn(finding, initializer)) != true)
            {
                context.ReportDiagnostic(finding);
            }
        }
    }

    /// <summary>Reports what the constructors that run an initializer lose of what it acquired.</summary>
    private static void AnalyzeConstructors(OperationBlockAnalysisContext context, IOperation initializer, FlowServices services)
    {
        if (context.OwningSymbol is not (IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false }))
        {
            return;
        }

        foreach (IMethodSymbol constructor in context.OwningSymbol.ContainingType.InstanceConstructors.Where(services.Bodies.HasBody))
        {
            if (services.Bodies.Get(constructor, context.CancellationToken) is { } body && body.Before.Any(before => before.Syntax == initializer.Syntax))
            {
                BodyAnalysis.Run(services, constructor, body.Graph, Listeners, Report, context.CancellationToken);
            }
        }

        void Report(Diagnostic finding)
        {
            if (StandsIn(finding, initializer))
            {
                context.ReportDiagnostic(finding);
            }
        }
    }

    private static bool StandsIn(Diagnostic finding, IOperation operation) =>
        finding.Location.SourceTree == operation.Syntax.SyntaxTree && operation.Syntax.Span.Contains(finding.Location.SourceSpan);

    /// <summary>Every rule of this assembly, the highest rank first: the first that a call breaks is the one that is reported.</summary>
    private static ImmutableArray<FlowRule> FindRules() => typeof(FlowRule).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(FlowRule).IsAssignableFrom(type))
        .Select(type => (FlowRule)Activator.CreateInstance(type))
        .OrderByDescending(rule => rule.Precedence)
        .ThenBy(rule => rule.Descriptor.Id, StringComparer.Ordinal)
        .ToImmutableArray();
}
