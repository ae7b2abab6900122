using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Flow.Types;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Batches;

/// <summary>What a method of this compilation may release of a table that it is given, in the numbers of the one that calls it.</summary>
internal static class TableHelpers
{
    /// <summary>The elements; null where any use of the table in it is not understood.</summary>
    public static IReadOnlyList<IndexRange>? ReleasedBy(IArgumentOperation argument, IInvocationOperation call, FlowServices services, CountedLoop loops)
    {
        IMethodSymbol method = call.TargetMethod;
        if (argument.Parameter is not { RefKind: RefKind.None, OriginalDefinition: var table } || argument.Value.Unconverted() is not ILocalReferenceOperation ||
            !services.Bodies.IsKnown(method) || services.Bodies.Get(method.OriginalDefinition, default) is not { } body)
        {
            return null;
        }

        IOperation root = body.Graph.OriginalOperation;
        var within = new CountedLoop(root);
        var handles = new HandleUses(services);
        var released = new List<IndexRange>();
        foreach (IOperation operation in root.Descendants())
        {
            if (operation is not IParameterReferenceOperation { Parameter: var parameter } use || !SymbolEqualityComparer.Default.Equals(parameter, table))
            {
                continue;
            }

            if (LocalTables.ElementOf(use) is not { } element)
            {
                if (use.Parent is IPropertyReferenceOperation { Property.Name: "Length" or "Count" })
                {
                    continue;
                }

                return null;
            }

            if (LocalTables.IsSet(element))
            {
                return null;
            }

            if (handles.IsHarmless(element))
            {
                continue;
            }

            if (within.IndicesOf(LocalTables.IndexOf(element)) is not { } indices || Translate(indices, call, loops) is not { } translated)
            {
                return null;
            }

            released.Add(translated);
        }

        return released;
    }

    /// <summary>A range in the caller's numbers; null where it is not known there.</summary>
    private static IndexRange? Translate(IndexRange range, IInvocationOperation call, CountedLoop loops)
    {
        Bound? first = Translate(range.First, call, loops);
        Bound? end = Translate(range.End, call, loops);
        return (first is null) == (range.First is null) && (end is null) == (range.End is null) ? new IndexRange(first, end, range.Step) : null;
    }

    private static Bound? Translate(Bound? bound, IInvocationOperation call, CountedLoop loops)
    {
        if (bound is null or { IsConstant: true })
        {
            return bound;
        }

        IOperation? given = call.Arguments.FirstOrDefault(argument =>
            SymbolEqualityComparer.Default.Equals(argument.Parameter?.OriginalDefinition, bound.Symbol))?.Value;
        return given is null ? null : (bound.IsLength ? loops.Numbers.LengthOf(given) : loops.Numbers.NumberAt(given))?.Plus(bound.Offset);
    }
}
