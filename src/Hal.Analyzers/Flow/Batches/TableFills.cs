using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Batches;

/// <summary>Reads the statements that put something into a local table.</summary>
internal static class TableFills
{
    /// <summary>An element that is set by its index.</summary>
    public static TableFill ByIndex(IOperation element, CountedLoop loops)
    {
        IOperation index = LocalTables.IndexOf(element);
        bool isCertain = LoopStatements.IsCertain(element.Parent!);
        ILoopOperation? loop = LoopOf(element);
        if (loop is not null && IsHeldBesides(element, loop))
        {
            return new TableFill(null, null, ImmutableArray<Bound>.Empty, null);
        }

        IndexRange? indices = isCertain ? loops.IndicesOf(index) : null;
        if (indices is null && loop is not null && loops.FirstOf(index, loop) is { } first)
        {
            indices = new IndexRange(first, null, 1);
        }

        // What runs up to a number may have stopped before it.
        if (loop is not null && LoopStatements.MayBreak(loop))
        {
            indices = indices is { First: not null } ? indices with { End = null } : null;
        }

        ImmutableArray<Bound>.Builder ends = ImmutableArray.CreateBuilder<Bound>();
        if (loop is not null)
        {
            if (indices?.End is { } end)
            {
                ends.Add(end);
            }

            if (loops.CountOf(index, element, loop, isCertain) is { } counter)
            {
                ends.Add(counter);
            }
        }

        return new TableFill(indices, loops.CurrentOf(index, loop), ends.ToImmutable(), loop);
    }

    /// <summary>A call that puts something at the end of a collection, or wherever it likes.</summary>
    public static TableFill ByCall(IInvocationOperation call, ILocalSymbol table, bool isEmpty, CountedLoop loops)
    {
        if (call.TargetMethod.Name != "Add" || !loops.Numbers.IsFixed(table))
        {
            return new TableFill(null, null, ImmutableArray<Bound>.Empty, null);
        }

        return new TableFill(
            isEmpty ? new IndexRange(Bound.Constant(0), null, 1) : null, null, ImmutableArray.Create(new Bound(table, true, 0)), LoopOf(call));
    }

    /// <summary>Whether a variable that outlives the turn holds what the element is set to: the last or the first of them may be released by it.</summary>
    private static bool IsHeldBesides(IOperation element, ILoopOperation loop) =>
        element.Parent is ISimpleAssignmentOperation { Value: var value } && value.Unconverted() switch
        {
            IAssignmentOperation => true,
            ILocalReferenceOperation { Local: var local } => !local.DeclaringSyntaxReferences.All(declaration => loop.Syntax.Span.Contains(declaration.Span)),
            _ => false,
        };

    private static ILoopOperation? LoopOf(IOperation part)
    {
        for (IOperation? outer = part.Parent; outer is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation; outer = outer.Parent)
        {
            if (outer is ILoopOperation loop)
            {
                return loop;
            }
        }

        return null;
    }
}
