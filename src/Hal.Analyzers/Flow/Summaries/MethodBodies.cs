using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>Finds the bodies of the methods that a call may be looked into for.</summary>
internal sealed class MethodBodies
{
    private readonly KnownTypes _known;
    private readonly TrackedTypes _tracked;
    private readonly HalCalls _calls;
    private readonly SemanticModels _models;
    private readonly ConcurrentDictionary<IMethodSymbol, MethodBody?> _bodies = new(SymbolEqualityComparer.Default);

    public MethodBodies(KnownTypes known, TrackedTypes tracked, HalCalls calls, SemanticModels models)
    {
        _models = models;
        _known = known;
        _tracked = tracked;
        _calls = calls;
    }

    /// <summary>
    /// Whether a call runs exactly this method, and the method concerns the rules: not virtual, not a HAL's own operation, with a body here.
    /// </summary>
    public bool IsKnown(IMethodSymbol method) => !IsOverridable(method) && HasBody(method);

    /// <summary>The same for a method that the receiver's exact type has picked.</summary>
    public bool HasBody(IMethodSymbol method) =>
        method.MethodKind is MethodKind.Ordinary or MethodKind.Constructor or MethodKind.ExplicitInterfaceImplementation or
            MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.UserDefinedOperator or MethodKind.Conversion &&
        SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, _known.Compilation.Assembly) &&
        (!method.DeclaringSyntaxReferences.IsEmpty || method is { MethodKind: MethodKind.Constructor, ContainingType.TypeKind: TypeKind.Class }) &&
        _tracked.Concern(method) &&
        _calls.Recognize(method) is null;

    public MethodBody? Get(IMethodSymbol method, CancellationToken cancellation)
    {
        IMethodSymbol definition = method.PartialImplementationPart ?? method;
        if (!_bodies.TryGetValue(definition, out MethodBody? body))
        {
            body = Find(definition, cancellation);
            _bodies.TryAdd(definition, body);
        }

        return body;
    }

    private static bool IsOverridable(IMethodSymbol method) =>
        (method.IsVirtual || method.IsAbstract || method.IsOverride) && !method.IsSealed && method.ContainingType is { IsSealed: false, IsValueType: false };

    private MethodBody? Find(IMethodSymbol method, CancellationToken cancellation)
    {
        ImmutableArray<IOperation> initializers = MemberInitializers.RunBy(method, _tracked, _models, cancellation);
        if (MemberInitializers.IsWithoutBody(method, cancellation))
        {
            return initializers.IsEmpty || GraphOf(initializers[initializers.Length - 1], cancellation) is not { } last
                ? null
                : new MethodBody(last, initializers.RemoveAt(initializers.Length - 1), CalleesOf(initializers));
        }

        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(cancellation);
            if (RootOf(syntax, cancellation) is { } root && GraphOf(root, cancellation) is { } graph)
            {
                return new MethodBody(graph, initializers, CalleesOf(initializers.Add(root)));
            }
        }

        return null;
    }

    private IOperation? RootOf(SyntaxNode syntax, CancellationToken cancellation)
    {
        IOperation? operation = _models.Of(syntax.SyntaxTree).GetOperation(syntax, cancellation);
        while (operation?.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    private static ControlFlowGraph? GraphOf(IOperation root, CancellationToken cancellation) => root switch
    {
        IMethodBodyOperation body => ControlFlowGraph.Create(body, cancellation),
        IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, cancellation),
        IBlockOperation block => ControlFlowGraph.Create(block, cancellation),
        IFieldInitializerOperation field => ControlFlowGraph.Create(field, cancellation),
        IPropertyInitializerOperation property => ControlFlowGraph.Create(property, cancellation),
        _ => null,
    };

    private ImmutableArray<IMethodSymbol> CalleesOf(ImmutableArray<IOperation> roots)
    {
        var callees = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        foreach (IOperation operation in roots.SelectMany(root => root.Descendants()))
        {
            IMethodSymbol? target = operation switch
            {
                IInvocationOperation invocation => invocation.TargetMethod,
                IObjectCreationOperation creation => creation.Constructor,
                IPropertyReferenceOperation property => property.Property.GetMethod,
                _ => null,
            };
            if (target is not null && IsKnown(target))
            {
                callees.Add(target.OriginalDefinition);
            }

            foreach (IMethodSymbol? dispose in DisposesOf(operation))
            {
                if (dispose is not null && HasBody(dispose))
                {
                    callees.Add(dispose.OriginalDefinition);
                }
            }
        }

        return callees.ToImmutableArray();
    }

    /// <summary>What using may run at the end of an object's life, where its type is seen.</summary>
    private static IEnumerable<IMethodSymbol?> DisposesOf(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation { Instance: { } instance } invocation:
                yield return ExactDispose.Of(invocation.TargetMethod, instance, null);
                break;
            case IObjectCreationOperation { Type: { } created }:
                yield return ExactDispose.Of(created, "Dispose");
                yield return ExactDispose.Of(created, "DisposeAsync");
                break;
        }
    }
}
