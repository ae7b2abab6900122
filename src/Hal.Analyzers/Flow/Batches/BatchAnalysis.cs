using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Flow.Types;
using Hal.Analyzers.Rules;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Batches;

/// <summary>
/// Compares what fills an array of shares or memory, a loop or a statement for one element, with everything that could release an element: an
/// index that is acquired and that nothing covers has leaked. Only for arrays that a method makes for itself and at most lends, and only where
/// each index is seen; a release under a condition covers what it would cover without.
/// </summary>
internal sealed class BatchAnalysis
{
    private readonly FlowServices _services;
    private readonly IOperation _root;
    private readonly CountedLoop _loops;
    private readonly HandleUses _handles;

    private BatchAnalysis(FlowServices services, IOperation root)
    {
        _services = services;
        _root = root;
        _loops = new CountedLoop(root);
        _handles = new HandleUses(services);
    }

    public static IEnumerable<Finding> Run(FlowServices services, ControlFlowGraph graph, ImmutableArray<FlowListener> rules)
    {
        IOperation root = graph.OriginalOperation;

        // A method that never returns may keep what it has.
        if (!graph.Blocks[graph.Blocks.Length - 1].IsReachable || !root.Descendants().Any(operation => operation is IArrayCreationOperation))
        {
            return Enumerable.Empty<Finding>();
        }

        return new BatchAnalysis(services, root).Leaks().SelectMany(leaked => rules.Select(rule => rule.OnLeaked(leaked)).OfType<Finding>());
    }

    private IEnumerable<LeakedEvent> Leaks()
    {
        foreach (IOperation operation in _root.Descendants())
        {
            if (operation is IVariableDeclaratorOperation
                {
                    Symbol: { Type: IArrayTypeSymbol { Rank: 1, ElementType: var element } } array,
                    Initializer.Value: IArrayCreationOperation { Initializer: null },
                } && IsHandle(element) && _loops.Numbers.IsFixed(array))
            {
                foreach (LeakedEvent leak in LeaksOf(array))
                {
                    yield return leak;
                }
            }
        }
    }

    private bool IsHandle(ITypeSymbol type) =>
        _services.Known.IsAddress(type) || KnownTypes.Is(type, _services.Known.Shared) || KnownTypes.Is(type, _services.Known.DmaAllocation) ||
        _services.Known.DmaBaseOf(type) is not null;

    private IEnumerable<LeakedEvent> LeaksOf(ILocalSymbol array)
    {
        var acquired = new List<(IOperation Site, IndexRange Indices)>();
        var covered = new List<IndexRange>();
        var borrowers = new List<IInvocationOperation>();
        foreach (IOperation operation in _root.Descendants())
        {
            if (operation is ILocalReferenceOperation { Local: var local } use && SymbolEqualityComparer.Default.Equals(local, array))
            {
                if (BorrowerOf(use) is { } borrower)
                {
                    borrowers.Add(borrower);
                }
                else if (!Read(use, acquired, covered))
                {
                    yield break;
                }
            }
        }

        // Who borrows the addresses cannot release them without the buffers; that nobody here does may still mean that they are given back elsewhere.
        if (borrowers.Count > 0 && (covered.Count == 0 || !acquired.TrueForAll(element => IsKeptFrom(borrowers, element.Site))))
        {
            yield break;
        }

        foreach ((IOperation site, IndexRange indices) in acquired)
        {
            if (indices.FindMissed(covered) is { } missed && Acquisitions.TokenOf(site, _services) is { } token)
            {
                var end = new PathEnd(PathEndKind.LeftOut, site.Syntax, null) { Element = $"{array.Name}[{missed}]" };
                yield return new LeakedEvent(token, new[] { end });
            }
        }
    }

    /// <summary>Notes what a use of the array does.</summary>
    /// <returns>Whether it is understood.</returns>
    private bool Read(IOperation use, List<(IOperation Site, IndexRange Indices)> acquired, List<IndexRange> covered)
    {
        switch (use.Parent)
        {
            case IPropertyReferenceOperation { Property.Name: "Length" }:
                return true;
            case IArrayElementReferenceOperation { Indices.Length: 1 } element when ReferenceEquals(element.ArrayReference, use):
                if (element.Parent is ISimpleAssignmentOperation { IsRef: false } assignment && ReferenceEquals(assignment.Target, element))
                {
                    return ReadStore(assignment, element, acquired);
                }

                if (_handles.IsHarmless(element))
                {
                    return true;
                }

                if (_loops.IndicesOf(element.Indices[0]) is not { } released)
                {
                    return false;
                }

                covered.Add(released);
                return true;
            case IConversionOperation { Parent: IForEachLoopOperation loop } conversion when ReferenceEquals(loop.Collection, conversion):
                return TableWalks.IsHarmless(loop, _handles);
            case IForEachLoopOperation loop when ReferenceEquals(loop.Collection, use):
                return TableWalks.IsHarmless(loop, _handles);
            default:
                return false;
        }
    }

    /// <summary>The call that an array of addresses is lent to: nothing of its code is seen, and it does not collect what it is given.</summary>
    private IInvocationOperation? BorrowerOf(ILocalReferenceOperation use)
    {
        IOperation value = use;
        while (value.Parent is IConversionOperation conversion)
        {
            value = conversion;
        }

        return value.Parent is IArgumentOperation { Parameter.RefKind: RefKind.None, Parent: IInvocationOperation { TargetMethod: var method } call } &&
            use.Type is IArrayTypeSymbol { ElementType: var element } && _services.Known.IsAddress(element) &&
            (method.IsAbstract || method.DeclaringSyntaxReferences.IsEmpty) && !Lending.Stores(method)
            ? call
            : null;
    }

    /// <summary>Whether a share's buffer is one of the method's own that goes to the HAL alone: none of the calls can have it.</summary>
    private bool IsKeptFrom(List<IInvocationOperation> calls, IOperation share)
    {
        if (share is not IInvocationOperation { Arguments.Length: > 0 } call || RootOf(call.Arguments[0].Value) is not { } owner)
        {
            return false;
        }

        return _root.Descendants().Where(part => SymbolEqualityComparer.Default.Equals(LoopNumbers.SymbolOf(part), owner)).All(IsOnlyShared) &&
            !calls.Exists(borrower => borrower.Descendants().Any(part => SymbolEqualityComparer.Default.Equals(LoopNumbers.SymbolOf(part), owner)));
    }

    /// <summary>The local or parameter that a buffer is, or is an element of.</summary>
    private static ISymbol? RootOf(IOperation buffer) => buffer switch
    {
        IArrayElementReferenceOperation element => RootOf(element.ArrayReference),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } owner } => RootOf(owner),
        _ => LoopNumbers.SymbolOf(buffer),
    };

    private bool IsOnlyShared(IOperation use)
    {
        IOperation part = use;
        while (part.Parent is IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true } or IConversionOperation)
        {
            part = part.Parent;
        }

        return part.Parent is IPropertyReferenceOperation { Property.Name: "Length" or "Count" } ||
            (part.Parent is IArgumentOperation { Parent: IInvocationOperation call } && _services.HalCalls.Recognize(call.TargetMethod) is not null);
    }

    private bool ReadStore(
        ISimpleAssignmentOperation assignment, IArrayElementReferenceOperation element, List<(IOperation Site, IndexRange Indices)> acquired)
    {
        IOperation value = assignment.Value;
        value = value.Unconverted();
        if (Acquisitions.TokenOf(value, _services) is null)
        {
            // Nothing is put there, or something that was acquired elsewhere and may be known there too.
            return value is IDefaultValueOperation or ILiteralOperation;
        }

        // A constant index is acquired wherever the statement runs, and where it does not run nothing is.
        IndexRange? indices = element.Indices[0].ConstantValue.HasValue ? _loops.IndicesOf(element.Indices[0]) : TableFills.ByIndex(element, _loops).Indices;
        if (indices is not null)
        {
            acquired.Add((value, indices));
        }

        return true;
    }
}
