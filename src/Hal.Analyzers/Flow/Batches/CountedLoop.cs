using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Batches;

/// <summary>
/// Reads loops that count: <c>for</c> and <c>while</c> with a start, a bound and a step that are seen, and a counter that nothing else in the loop
/// changes.
/// </summary>
internal sealed class CountedLoop
{
    public CountedLoop(IOperation root) => Numbers = new LoopNumbers(root);

    public LoopNumbers Numbers { get; }

    /// <summary>The indices that an expression takes: a constant, a fixed number, or a loop's counter, plus or minus a constant.</summary>
    public IndexRange? IndicesOf(IOperation index)
    {
        (IOperation inner, long offset) = LoopNumbers.Split(index);
        if (Numbers.BoundOf(index) is { } single)
        {
            return IndexRange.Single(single);
        }

        return inner is ILocalReferenceOperation { Local: var counter } ? RangeOf(counter, index)?.Plus(offset) : null;
    }

    /// <summary>The index of one turn of the loop that fills a table with it: its counter, plus or minus a constant, which still says so where the turn ends early.</summary>
    public Bound? CurrentOf(IOperation index, ILoopOperation? loop) =>
        LoopNumbers.Split(index) is (ILocalReferenceOperation { Local: var counter }, var offset) && !Numbers.IsFixed(counter) && (loop is null || Numbers.IsStepLast(counter, loop))
            ? new Bound(counter, false, offset)
            : null;

    /// <summary>The first index of elements that a counter counts where they are set, <c>table[n++]</c>: what it was before the loop.</summary>
    public Bound? FirstOf(IOperation index, ILoopOperation loop) =>
        index.Unconverted() is IIncrementOrDecrementOperation { Kind: OperationKind.Increment, IsPostfix: true, Target: ILocalReferenceOperation { Local: var counter } } &&
        Before(counter, loop) is { IsConstant: true } first
            ? first
            : null;

    /// <summary>
    /// The counter that says how many elements a loop has put into a table, whichever way the loop was left: it goes one up with each of them.
    /// </summary>
    /// <param name="index">The index of the element.</param>
    /// <param name="element">The element that is set.</param>
    /// <param name="loop">The loop around it.</param>
    /// <param name="isCertain">Whether each turn sets it.</param>
    public Bound? CountOf(IOperation index, IOperation element, ILoopOperation loop, bool isCertain)
    {
        index = index.Unconverted();
        IOperation? stepped = index is IIncrementOrDecrementOperation { Kind: OperationKind.Increment, IsPostfix: true } inline ? inline.Target : null;
        if ((stepped ?? index) is not ILocalReferenceOperation { Local: var counter } || Numbers.WritesOf(counter) is not { } writes)
        {
            return null;
        }

        List<IOperation> steps = writes.Where(write =>
            loop.Syntax.Span.Contains(write.Syntax.Span) &&
            !(loop is IForLoopOperation @for && @for.Before.Any(before => before.Syntax.Span.Contains(write.Syntax.Span)))).ToList();
        return steps.Count == 1 && (stepped is not null || IsStepAfter(steps[0], element, isCertain)) ? new Bound(counter, false, 0) : null;
    }

    /// <summary>Whether a counter goes one up after an element was set, and at no other time.</summary>
    private static bool IsStepAfter(IOperation step, IOperation element, bool isCertain)
    {
        if (step is not IIncrementOrDecrementOperation { Kind: OperationKind.Increment })
        {
            return false;
        }

        if (LoopStatements.StepsOf(step) is not null)
        {
            return isCertain;
        }

        IOperation? statement = LoopStatements.StatementOf(element);
        return statement is not null && step.Parent is IExpressionStatementOperation after && ReferenceEquals(after.Parent, statement.Parent) &&
            after.Parent is IBlockOperation { Operations: var block } && block.IndexOf(statement) < block.IndexOf(after) &&
            block.Skip(block.IndexOf(statement)).TakeWhile(between => !ReferenceEquals(between, after)).All(between => !LoopStatements.MayLeave(between));
    }

    /// <summary>What a counter says in the last turn of its loop, which runs from one constant to another and is left by its condition alone; null for any other.</summary>
    public long? LastOf(ILocalReferenceOperation use)
    {
        if (LoopOf(use.Local, use) is not { } loop || LoopStatements.MayEndEarly(loop) ||
            RangeIn(loop, use.Local, withFirstTurn: true) is not { First: { IsConstant: true } first, End: { IsConstant: true } end } range ||
            first.Offset >= end.Offset)
        {
            return null;
        }

        return first.Offset + ((end.Offset - 1 - first.Offset) / range.Step * range.Step);
    }

    /// <summary>What a counter runs over at a place in its loop, as far as it is seen.</summary>
    private IndexRange? RangeOf(ILocalSymbol counter, IOperation use) => LoopOf(counter, use) is { } loop ? RangeIn(loop, counter, withFirstTurn: false) : null;

    /// <summary>The loop around a place that changes a counter.</summary>
    private ILoopOperation? LoopOf(ILocalSymbol counter, IOperation use)
    {
        for (IOperation? outer = use.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is ILoopOperation loop && Numbers.IsWrittenIn(counter, loop))
            {
                return loop;
            }
        }

        return null;
    }

    /// <param name="loop">The loop.</param>
    /// <param name="counter">What it counts with.</param>
    /// <param name="withFirstTurn">Whether a loop that turns once before it asks is read as well: it runs over what it would if it asked first, where that is anything.</param>
    private IndexRange? RangeIn(ILoopOperation loop, ILocalSymbol counter, bool withFirstTurn) => loop switch
    {
        IForLoopOperation { Condition: { } condition } @for when Changes(counter, @for.AtLoopBottom) is { } step && !Numbers.IsWrittenInTurns(counter, @for) =>
            Range(counter, Start(counter, @for), condition, step),
        IForLoopOperation { Condition: { } condition, AtLoopBottom.Length: 0 } @for => RangeWithin(counter, Start(counter, @for), condition, @for.Body),
        IWhileLoopOperation { Condition: { } condition, ConditionIsUntil: false } @while when @while.ConditionIsTop || withFirstTurn =>
            RangeWithin(counter, Before(counter, @while), condition, @while.Body),
        _ => null,
    };

    /// <summary>The range of a loop that changes its counter in the condition, or by the first or last statement of its body.</summary>
    private IndexRange? RangeWithin(ILocalSymbol counter, Bound? start, IOperation condition, IOperation loopBody)
    {
        if (!Numbers.IsWrittenIn(counter, loopBody))
        {
            return RangeOfStep(counter, start, condition);
        }

        if (loopBody is not IBlockOperation { Operations: var body } || Numbers.IsWrittenIn(counter, condition))
        {
            return null;
        }

        if (Changes(counter, body.Take(1)) is { } first && !Numbers.IsWrittenIn(counter, body.Skip(1)))
        {
            return Range(counter, start, condition, first)?.Plus(first);
        }

        int last = body.Length - 1;
        return Changes(counter, body.Skip(last)) is { } step && !Numbers.IsWrittenIn(counter, body.Take(last)) &&
            !loopBody.Descendants().Any(inner => inner is IBranchOperation { BranchKind: BranchKind.Continue })
            ? Range(counter, start, condition, step)
            : null;
    }

    /// <summary>The range of a loop whose condition counts down: <c>while (i-- &gt; 0)</c> tests before the step, <c>while (--i &gt;= 0)</c> after it.</summary>
    private IndexRange? RangeOfStep(ILocalSymbol counter, Bound? start, IOperation condition) =>
        condition is IBinaryOperation { LeftOperand: var stepped } comparison &&
        stepped.Unconverted() is IIncrementOrDecrementOperation { Kind: OperationKind.Decrement } step && LoopNumbers.Is(LoopNumbers.SymbolOf(step.Target), counter) &&
        Numbers.BoundOf(comparison.RightOperand) is { } limit
            ? Range(start?.Plus(step.IsPostfix ? 0 : -1), limit, comparison.OperatorKind, -1)?.Plus(step.IsPostfix ? -1 : 0)
            : null;

    private static IndexRange? Range(Bound? start, Bound? limit, BinaryOperatorKind comparison, long step) => (comparison, step) switch
    {
        (BinaryOperatorKind.LessThan, > 0) => Rising(start, limit, step),
        (BinaryOperatorKind.NotEquals, 1) => Rising(start, limit, step),
        (BinaryOperatorKind.LessThanOrEqual, > 0) => Rising(start, limit?.Plus(1), step),
        (BinaryOperatorKind.GreaterThanOrEqual, -1) when limit is not null => new IndexRange(limit, start?.Plus(1), 1),
        (BinaryOperatorKind.GreaterThan or BinaryOperatorKind.NotEquals, -1) when limit is not null => new IndexRange(limit.Plus(1), start?.Plus(1), 1),
        _ => null,
    };

    private static IndexRange? Rising(Bound? start, Bound? end, long step) =>
        start is not null && (step == 1 || start.IsConstant) ? new IndexRange(start, end, step) : null;

    private IndexRange? Range(ILocalSymbol counter, Bound? start, IOperation condition, long step)
    {
        if (condition is not IBinaryOperation comparison)
        {
            return null;
        }

        if (IsCounter(comparison.LeftOperand, counter))
        {
            return Range(start, Numbers.LimitOf(comparison.RightOperand), comparison.OperatorKind, step);
        }

        if (IsCounter(comparison.RightOperand, counter))
        {
            BinaryOperatorKind turned = comparison.OperatorKind switch
            {
                BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
                BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
                BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
                BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
                var same => same,
            };
            return Range(start, Numbers.LimitOf(comparison.LeftOperand), turned, step);
        }

        // A rising loop with a condition of several parts runs from its start, as far as any of them lets it.
        return comparison.OperatorKind == BinaryOperatorKind.ConditionalAnd && step > 0 ? Rising(start, null, step) : null;
    }

    private static bool IsCounter(IOperation operand, ILocalSymbol counter) => LoopNumbers.Split(operand) is (ILocalReferenceOperation local, 0) && LoopNumbers.Is(local.Local, counter);

    /// <summary>The step of the counter, where the operations change it once and by a constant.</summary>
    private static long? Changes(ILocalSymbol counter, IEnumerable<IOperation> operations)
    {
        long? step = null;
        foreach (IOperation operation in operations)
        {
            switch (operation is IExpressionStatementOperation statement ? statement.Operation : operation)
            {
                case IIncrementOrDecrementOperation increment when LoopNumbers.Is(LoopNumbers.SymbolOf(increment.Target), counter) && step is null:
                    step = increment.Kind == OperationKind.Increment ? 1 : -1;
                    break;
                case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, Value.ConstantValue: { HasValue: true, Value: int by } } compound
                    when LoopNumbers.Is(LoopNumbers.SymbolOf(compound.Target), counter) && step is null:
                    step = compound.OperatorKind == BinaryOperatorKind.Add ? by : -by;
                    break;
                default:
                    return null;
            }
        }

        return step is 0 ? null : step;
    }

    private Bound? Start(ILocalSymbol counter, IForLoopOperation loop)
    {
        foreach (IOperation before in loop.Before)
        {
            if (AssignedIn(before, counter) is { } start)
            {
                return Numbers.StartOf(start, loop);
            }
        }

        return Before(counter, loop);
    }

    /// <summary>What a counter was set to in the statements before a loop: those of its block, and of the blocks and conditions around it.</summary>
    private Bound? Before(ILocalSymbol counter, IOperation loop)
    {
        for (IOperation inner = loop; inner.Parent is IBlockOperation or ITryOperation or IConditionalOperation or IUsingOperation or ILockOperation; inner = inner.Parent)
        {
            // What leads to a handler or a finally block is not in a row of statements.
            if (inner.Parent is ITryOperation guarded && !ReferenceEquals(guarded.Body, inner))
            {
                return null;
            }

            if (inner.Parent is not IBlockOperation block)
            {
                continue;
            }

            for (int i = block.Operations.IndexOf(inner) - 1; i >= 0; i--)
            {
                if (block.Operations[i] is ILabeledOperation)
                {
                    return null; // a goto may come here from further down
                }

                if (AssignedIn(block.Operations[i], counter) is { } start)
                {
                    return Numbers.StartOf(start, loop);
                }

                if (Numbers.IsWrittenIn(counter, block.Operations[i]))
                {
                    return Left();
                }
            }
        }

        return Left();

        Bound? Left() => Numbers.IsLeftBySteps(counter, loop) ? new Bound(counter, false, 0) : null;
    }

    private static IOperation? AssignedIn(IOperation statement, ILocalSymbol counter) => statement switch
    {
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment } when LoopNumbers.Is(LoopNumbers.SymbolOf(assignment.Target), counter) => assignment.Value,
        IVariableDeclarationGroupOperation group => group.Declarations.SelectMany(declaration => declaration.Declarators)
            .FirstOrDefault(declarator => LoopNumbers.Is(declarator.Symbol, counter))?.GetVariableInitializer()?.Value,
        _ => null,
    };
}
