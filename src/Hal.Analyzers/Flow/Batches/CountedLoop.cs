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
    private readonly IOperation _root;
    private readonly Dictionary<ISymbol, List<IOperation>> _writes = new(SymbolEqualityComparer.Default);

    public CountedLoop(IOperation root)
    {
        _root = root;
        foreach (IOperation operation in root.Descendants())
        {
            IOperation? target = operation switch
            {
                IAssignmentOperation assignment => assignment.Target,
                IIncrementOrDecrementOperation step => step.Target,
                IArgumentOperation { Parameter.RefKind: not RefKind.None } argument => argument.Value,
                IAddressOfOperation address => address.Reference,
                _ => null,
            };
            if (operation is IVariableDeclaratorOperation declarator)
            {
                Note(declarator.Symbol, operation);
            }
            else if (target is not null && SymbolOf(target) is { } symbol)
            {
                Note(symbol, operation);
            }
        }

        void Note(ISymbol symbol, IOperation write)
        {
            if (!_writes.TryGetValue(symbol, out List<IOperation>? writes))
            {
                _writes.Add(symbol, writes = new List<IOperation>());
            }

            writes.Add(write);
        }
    }

    public static ISymbol? SymbolOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>The indices that an expression takes: a constant, a fixed number, or a loop's counter, plus or minus a constant.</summary>
    public IndexRange? IndicesOf(IOperation index)
    {
        (IOperation inner, long offset) = Split(index);
        if (BoundOf(index) is { } single)
        {
            return IndexRange.Single(single);
        }

        return inner is ILocalReferenceOperation { Local: var counter } ? RangeOf(counter, index)?.Plus(offset) : null;
    }

    /// <summary>The index of one turn of the loop that fills a table with it: its counter, plus or minus a constant.</summary>
    public Bound? CurrentOf(IOperation index) => Split(index) is (ILocalReferenceOperation { Local: var counter }, var offset) && !IsFixed(counter)
        ? new Bound(counter, false, offset)
        : null;

    /// <summary>What a loop that goes back over the elements starts from: a number, or the counter as the filling loop left it.</summary>
    private Bound? StartOf(IOperation? value, IOperation loop)
    {
        if (value is null || BoundOf(value) is { } known)
        {
            return value is null ? null : BoundOf(value);
        }

        (IOperation inner, long offset) = Split(value);
        return inner is ILocalReferenceOperation { Local: var counter } && (IsLeftBySteps(counter, loop) || IsLeftAt(counter, value))
            ? new Bound(counter, false, offset)
            : null;
    }

    /// <summary>What a loop runs up to: a number, or the counter of another loop in the turn that it is in.</summary>
    private Bound? LimitOf(IOperation value)
    {
        if (BoundOf(value) is { } known)
        {
            return known;
        }

        (IOperation inner, long offset) = Split(value);
        return inner is ILocalReferenceOperation { Local: var counter } && (IsFixedInTurn(counter) || IsLeftAt(counter, value))
            ? new Bound(counter, false, offset)
            : null;
    }

    /// <summary>Whether a local is the counter of a loop, which nothing but the head of the loop changes.</summary>
    private bool IsFixedInTurn(ILocalSymbol counter)
    {
        IForLoopOperation? loop = _writes[counter].Select(StepsOf).FirstOrDefault(steps => steps is not null);
        return loop is not null && _writes[counter].TrueForAll(write =>
            ReferenceEquals(StepsOf(write), loop) || loop.Before.Any(before => before.Syntax.Span.Contains(write.Syntax.Span)) ||
            (write is IVariableDeclaratorOperation && write.Syntax.Span.End <= loop.Syntax.SpanStart));
    }

    /// <summary>
    /// Whether a counter, where a loop starts, is what another loop has counted up to: whatever else writes it stands before that one, is the step
    /// of the loop itself, or stands where the method is left.
    /// </summary>
    private bool IsLeftBySteps(ILocalSymbol counter, IOperation loop)
    {
        IForLoopOperation? filling = null;
        foreach (IOperation write in _writes[counter])
        {
            if (loop.Syntax.Span.Contains(write.Syntax.Span))
            {
                continue;
            }

            if (StepsOf(write) is { } counting)
            {
                if (filling is not null && !ReferenceEquals(filling, counting))
                {
                    return false;
                }

                filling = counting;
            }
        }

        return filling is not null && filling.Syntax.SpanStart < loop.Syntax.SpanStart && _writes[counter].TrueForAll(write =>
            loop.Syntax.Span.Contains(write.Syntax.Span) || ReferenceEquals(StepsOf(write), filling) || write.Syntax.Span.End <= filling.Syntax.SpanStart ||
            filling.Before.Any(before => before.Syntax.Span.Contains(write.Syntax.Span)) || IsLeaving(write, loop));
    }

    /// <summary>The loop whose bottom a write stands at: it counts the turns.</summary>
    private static IForLoopOperation? StepsOf(IOperation write)
    {
        IOperation statement = write.Parent is IExpressionStatementOperation expression ? expression : write;
        return statement.Parent is IForLoopOperation loop && loop.AtLoopBottom.Contains(statement) ? loop : null;
    }

    /// <summary>Whether the body of a loop changes its counter and goes on: where it unwinds and leaves, the turns are behind.</summary>
    private bool IsWrittenInTurns(ILocalSymbol counter, IForLoopOperation loop) =>
        _writes[counter].Exists(write => loop.Body.Syntax.Span.Contains(write.Syntax.Span) && !IsLeaving(write, loop));

    /// <summary>Whether what follows an operation in its block leaves the method, so that it does not come to a loop elsewhere.</summary>
    private static bool IsLeaving(IOperation operation, IOperation loop)
    {
        for (IOperation? part = operation; part is not null && !part.Syntax.Span.Contains(loop.Syntax.Span); part = part.Parent)
        {
            if (part is IBlockOperation { Operations: { Length: > 0 } statements } && statements[statements.Length - 1] is IReturnOperation or IThrowOperation or
                IExpressionStatementOperation { Operation: IThrowOperation })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the block of an operation, in a loop, leaves the method at its end and nowhere goes back to the loop.</summary>
    public static bool IsOnWayOut(IOperation operation, ILoopOperation loop)
    {
        for (IOperation? part = operation.Parent; part is not null && !ReferenceEquals(part, loop); part = part.Parent)
        {
            if (part is IBlockOperation { Operations: { Length: > 0 } statements } block && statements[statements.Length - 1] is IReturnOperation or IThrowOperation or
                IExpressionStatementOperation { Operation: IThrowOperation })
            {
                return block.Descendants().OfType<IBranchOperation>().All(branch =>
                    branch.GetCorrespondingOperation() is { } target && block.Syntax.Span.Contains(target.Syntax.Span));
            }
        }

        return false;
    }

    /// <summary>A number that does not change in the method.</summary>
    public Bound? BoundOf(IOperation? value)
    {
        if (value is null)
        {
            return null;
        }

        (IOperation inner, long offset) = Split(value);
        if (inner.ConstantValue is { HasValue: true, Value: int or long or short or byte or uint or ushort } constant)
        {
            return Bound.Constant(System.Convert.ToInt64(constant.Value, System.Globalization.CultureInfo.InvariantCulture) + offset);
        }

        return inner switch
        {
            ILocalReferenceOperation or IParameterReferenceOperation when SymbolOf(inner) is { } symbol && IsFixed(symbol) => new Bound(symbol, false, offset),
            IPropertyReferenceOperation { Property.Name: "Length" or "Count", Instance: { } owner } => LengthOf(owner)?.Plus(offset),
            _ => null,
        };
    }

    /// <summary>How many elements an array or a collection has that the method does not exchange for another.</summary>
    public Bound? LengthOf(IOperation table) =>
        SymbolOf(table.Unconverted()) is { } symbol && IsFixed(symbol) ? LengthMade(symbol) ?? new Bound(symbol, true, 0) : null;

    /// <summary>A number where it stands: one that does not change in the method, or what a counter says when its loop is through.</summary>
    public Bound? NumberAt(IOperation value)
    {
        if (BoundOf(value) is { } known)
        {
            return known;
        }

        (IOperation inner, long offset) = Split(value);
        return inner is ILocalReferenceOperation { Local: var counter } && IsLeftAt(counter, value) ? new Bound(counter, false, offset) : null;
    }

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
        if ((stepped ?? index) is not ILocalReferenceOperation { Local: var counter } || !_writes.TryGetValue(counter, out List<IOperation>? writes))
        {
            return null;
        }

        List<IOperation> steps = writes.FindAll(write =>
            loop.Syntax.Span.Contains(write.Syntax.Span) &&
            !(loop is IForLoopOperation @for && @for.Before.Any(before => before.Syntax.Span.Contains(write.Syntax.Span))));
        return steps.Count == 1 && (stepped is not null || IsStepAfter(steps[0], element, isCertain)) ? new Bound(counter, false, 0) : null;
    }

    /// <summary>Whether a counter goes one up after an element was set, and at no other time.</summary>
    private static bool IsStepAfter(IOperation step, IOperation element, bool isCertain)
    {
        if (step is not IIncrementOrDecrementOperation { Kind: OperationKind.Increment })
        {
            return false;
        }

        if (StepsOf(step) is not null)
        {
            return isCertain;
        }

        IOperation? statement = StatementOf(element);
        return statement is not null && step.Parent is IExpressionStatementOperation after && ReferenceEquals(after.Parent, statement.Parent) &&
            after.Parent is IBlockOperation { Operations: var block } && block.IndexOf(statement) < block.IndexOf(after) &&
            block.Skip(block.IndexOf(statement)).TakeWhile(between => !ReferenceEquals(between, after)).All(between => !MayLeave(between));
    }

    /// <summary>Whether nothing changes a counter any more from a place on: all that does stands before it, in loops that are through, or leaves.</summary>
    private bool IsLeftAt(ILocalSymbol counter, IOperation place)
    {
        if (!_writes.TryGetValue(counter, out List<IOperation>? writes))
        {
            return false;
        }

        foreach (IOperation write in writes)
        {
            if (write.Syntax.Span.End > place.Syntax.SpanStart && !IsLeaving(write, place))
            {
                return false;
            }
        }

        for (IOperation? outer = place.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation && writes.Exists(write => outer.Syntax.Span.Contains(write.Syntax.Span)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether a number is what a call, of which nothing is seen, has answered after a loop was through, and nobody asks how it compares with
    /// another: it may be less than the elements that the loop has filled.
    /// </summary>
    public bool IsAnswer(Bound number, ILoopOperation loop)
    {
        if (number is not { IsLength: false, Symbol: ILocalSymbol local } || !_writes.TryGetValue(local, out List<IOperation>? writes) || writes.Count != 1 ||
            writes[0] is not IVariableDeclaratorOperation { Initializer.Value: var value } || writes[0].Syntax.SpanStart < loop.Syntax.Span.End ||
            value.Unconverted() is not IInvocationOperation { TargetMethod: var method } || !method.DeclaringSyntaxReferences.IsEmpty)
        {
            return false;
        }

        return IsOnlyLimit(number);
    }

    /// <summary>Whether all uses of a number compare it with nothing but constants and the counters of loops, and hand it to nobody.</summary>
    public bool IsOnlyLimit(Bound number) => _root.Descendants()
        .Where(use => Is(SymbolOf(use), number.Symbol!))
        .Select(use => number.IsLength ? use.Parent : use)
        .All(use => use is IPropertyReferenceOperation { Property.Name: "Length" or "Count" } || !number.IsLength ? IsOnlyLimit(use!) : true);

    /// <summary>Whether a use of a number compares it with nothing but constants and the counters of loops, and hands it to nobody.</summary>
    private static bool IsOnlyLimit(IOperation use)
    {
        IOperation outer = use;
        while (outer.Parent is IConversionOperation or IParenthesizedOperation)
        {
            outer = outer.Parent;
        }

        return outer.Parent switch
        {
            IBinaryOperation { Parent: IForLoopOperation or IWhileLoopOperation } or IArrayCreationOperation => true,
            IBinaryOperation both => (ReferenceEquals(both.LeftOperand, outer) ? both.RightOperand : both.LeftOperand).ConstantValue.HasValue,
            IReturnOperation or IInterpolationOperation or IConditionalOperation { Type: not null } => true,
            _ => false,
        };
    }

    /// <summary>Whether a parameter is never assigned, or a local only where it is declared.</summary>
    public bool IsFixed(ISymbol symbol) =>
        !_writes.TryGetValue(symbol, out List<IOperation>? writes) || (symbol is ILocalSymbol && writes.Count == 1 && writes[0] is IVariableDeclaratorOperation);

    /// <summary>Whether a loop whose counter passes an index certainly runs the statement for it.</summary>
    public static bool IsCertain(IOperation part) => StatementOf(part) is { } statement && IsCertainStatement(statement);

    /// <summary>The statement in which an expression is certainly evaluated, by itself or as a part of its condition.</summary>
    private static IOperation? StatementOf(IOperation part)
    {
        for (IOperation inner = part; inner.Parent is { } outer; inner = outer)
        {
            switch (outer)
            {
                case IExpressionStatementOperation or IVariableDeclarationGroupOperation:
                    return outer;
                case IConditionalOperation { Type: null } choice:
                    return ReferenceEquals(choice.Condition, inner) ? choice : null;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both
                    when !ReferenceEquals(both.LeftOperand, inner):
                case IConditionalOperation or ICoalesceOperation or IConditionalAccessOperation or ISwitchExpressionOperation or
                    IAnonymousFunctionOperation or IBlockOperation or ILoopOperation:
                    return null;
            }
        }

        return null;
    }

    private static bool IsCertainStatement(IOperation statement)
    {
        return statement.Parent switch
        {
            IBlockOperation { Parent: ILoopOperation loop } block => loop is not IForEachLoopOperation &&
                block.Operations.TakeWhile(earlier => !ReferenceEquals(earlier, statement)).All(earlier => !MayLeave(earlier)),
            ILoopOperation => true,
            _ => false,
        };
    }

    /// <summary>Whether a loop may be left before its condition ends it, and the method go on.</summary>
    public static bool MayBreak(ILoopOperation loop) =>
        loop.Body.Descendants().OfType<IBranchOperation>().Any(branch =>
            branch.BranchKind == BranchKind.GoTo || (branch.BranchKind == BranchKind.Break && SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel)));

    private static bool MayLeave(IOperation statement) =>
        statement.DescendantsAndSelf().Any(part => part is IBranchOperation { BranchKind: BranchKind.Continue or BranchKind.GoTo });

    /// <summary>The number of elements that an array was made with, where the method makes it.</summary>
    private Bound? LengthMade(ISymbol array) =>
        _writes.TryGetValue(array, out List<IOperation>? writes) && writes.Count == 1 &&
        writes[0] is IVariableDeclaratorOperation { Initializer.Value: IArrayCreationOperation { DimensionSizes: { Length: 1 } sizes } }
            ? BoundOf(sizes[0])
            : null;

    private static (IOperation Inner, long Offset) Split(IOperation value)
    {
        value = value.Unconverted();
        if (value is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum && !value.ConstantValue.HasValue)
        {
            bool isSum = sum.OperatorKind == BinaryOperatorKind.Add;
            if (sum.RightOperand.ConstantValue is { HasValue: true, Value: int right })
            {
                (IOperation inner, long offset) = Split(sum.LeftOperand);
                return (inner, offset + (isSum ? right : -right));
            }

            if (isSum && sum.LeftOperand.ConstantValue is { HasValue: true, Value: int left })
            {
                (IOperation inner, long offset) = Split(sum.RightOperand);
                return (inner, offset + left);
            }
        }

        return (value, 0);
    }

    /// <summary>What a counter runs over at a place in its loop, as far as it is seen.</summary>
    private IndexRange? RangeOf(ILocalSymbol counter, IOperation use)
    {
        for (IOperation? loop = use.Parent; loop is not null; loop = loop.Parent)
        {
            if (loop is not ILoopOperation || !IsWrittenIn(counter, loop))
            {
                continue;
            }

            return loop switch
            {
                IForLoopOperation { Condition: { } condition } @for when Changes(counter, @for.AtLoopBottom) is { } step && !IsWrittenInTurns(counter, @for) =>
                    Range(counter, Start(counter, @for), condition, step),
                IForLoopOperation { Condition: { } condition, AtLoopBottom.Length: 0 } @for => RangeWithin(counter, Start(counter, @for), condition, @for.Body),
                IWhileLoopOperation { Condition: { } condition, ConditionIsTop: true, ConditionIsUntil: false } @while =>
                    RangeWithin(counter, Before(counter, @while), condition, @while.Body),
                _ => null,
            };
        }

        return null;
    }

    /// <summary>The range of a loop that changes its counter in the condition, or by the first or last statement of its body.</summary>
    private IndexRange? RangeWithin(ILocalSymbol counter, Bound? start, IOperation condition, IOperation loopBody)
    {
        if (!IsWrittenIn(counter, loopBody))
        {
            return RangeOfStep(counter, start, condition);
        }

        if (loopBody is not IBlockOperation { Operations: var body } || IsWrittenIn(counter, condition))
        {
            return null;
        }

        if (Changes(counter, body.Take(1)) is { } first && !IsWrittenIn(counter, body.Skip(1)))
        {
            return Range(counter, start, condition, first)?.Plus(first);
        }

        int last = body.Length - 1;
        return Changes(counter, body.Skip(last)) is { } step && !IsWrittenIn(counter, body.Take(last)) &&
            !loopBody.Descendants().Any(inner => inner is IBranchOperation { BranchKind: BranchKind.Continue })
            ? Range(counter, start, condition, step)
            : null;
    }

    /// <summary>The range of a loop whose condition counts down: <c>while (i-- &gt; 0)</c> tests before the step, <c>while (--i &gt;= 0)</c> after it.</summary>
    private IndexRange? RangeOfStep(ILocalSymbol counter, Bound? start, IOperation condition) =>
        condition is IBinaryOperation { LeftOperand: var stepped } comparison &&
        stepped.Unconverted() is IIncrementOrDecrementOperation { Kind: OperationKind.Decrement } step && Is(SymbolOf(step.Target), counter) &&
        BoundOf(comparison.RightOperand) is { } limit
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
            return Range(start, LimitOf(comparison.RightOperand), comparison.OperatorKind, step);
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
            return Range(start, LimitOf(comparison.LeftOperand), turned, step);
        }

        // A rising loop with a condition of several parts runs from its start, as far as any of them lets it.
        return comparison.OperatorKind == BinaryOperatorKind.ConditionalAnd && step > 0 ? Rising(start, null, step) : null;
    }

    private static bool IsCounter(IOperation operand, ILocalSymbol counter) => Split(operand) is (ILocalReferenceOperation local, 0) && Is(local.Local, counter);

    private static bool Is(ISymbol? left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, right);

    /// <summary>The step of the counter, where the operations change it once and by a constant.</summary>
    private static long? Changes(ILocalSymbol counter, IEnumerable<IOperation> operations)
    {
        long? step = null;
        foreach (IOperation operation in operations)
        {
            switch (operation is IExpressionStatementOperation statement ? statement.Operation : operation)
            {
                case IIncrementOrDecrementOperation increment when Is(SymbolOf(increment.Target), counter) && step is null:
                    step = increment.Kind == OperationKind.Increment ? 1 : -1;
                    break;
                case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, Value.ConstantValue: { HasValue: true, Value: int by } } compound
                    when Is(SymbolOf(compound.Target), counter) && step is null:
                    step = compound.OperatorKind == BinaryOperatorKind.Add ? by : -by;
                    break;
                default:
                    return null;
            }
        }

        return step is 0 ? null : step;
    }

    private bool IsWrittenIn(ISymbol counter, IOperation part) => IsWrittenIn(counter, new[] { part });

    private bool IsWrittenIn(ISymbol counter, IEnumerable<IOperation> parts) =>
        _writes.TryGetValue(counter, out List<IOperation>? writes) &&
        parts.Any(part => writes.Any(write => part.Syntax.Span.Contains(write.Syntax.Span)));

    private Bound? Start(ILocalSymbol counter, IForLoopOperation loop)
    {
        foreach (IOperation before in loop.Before)
        {
            if (AssignedIn(before, counter) is { } start)
            {
                return StartOf(start, loop);
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
                    return StartOf(start, loop);
                }

                if (IsWrittenIn(counter, block.Operations[i]))
                {
                    return Left();
                }
            }
        }

        return Left();

        Bound? Left() => IsLeftBySteps(counter, loop) ? new Bound(counter, false, 0) : null;
    }

    private static IOperation? AssignedIn(IOperation statement, ILocalSymbol counter) => statement switch
    {
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment } when Is(SymbolOf(assignment.Target), counter) => assignment.Value,
        IVariableDeclarationGroupOperation group => group.Declarations.SelectMany(declaration => declaration.Declarators)
            .FirstOrDefault(declarator => Is(declarator.Symbol, counter))?.GetVariableInitializer()?.Value,
        _ => null,
    };
}
