using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.State;

/// <summary>
/// The numbers that the loops of a method compare with. A range that grows from turn to turn stops at the next of them before it is given up: what a loop
/// does in its last turn is known by <c>i == last</c>, and that it comes there by <c>i &lt; count</c>.
/// </summary>
internal sealed class LoopBounds
{
    // Each number may cost a turn more for every counter. Of more than these the first are taken.
    private const int Most = 12;

    private readonly ImmutableArray<long> _numbers;

    public LoopBounds(IOperation root)
    {
        var numbers = new HashSet<long> { -1, 0 };
        foreach (IOperation operation in root.Descendants())
        {
            if (numbers.Count < Most && operation is IBinaryOperation comparison && IsInLoop(comparison))
            {
                Add(comparison.LeftOperand, numbers);
                Add(comparison.RightOperand, numbers);
            }
        }

        _numbers = numbers.OrderBy(number => number).ToImmutableArray();
    }

    /// <summary>A range after another came in on a path that goes round again: a bound that moves goes to the next number that a loop compares with.</summary>
    public NumberRange Widen(NumberRange range, NumberRange next)
    {
        long minimum = range.Minimum;
        if (next.Minimum < minimum)
        {
            minimum = _numbers.Where(number => number <= next.Minimum).DefaultIfEmpty(long.MinValue).Max();
        }

        long maximum = range.Maximum;
        if (next.Maximum > maximum)
        {
            maximum = _numbers.Where(number => number >= next.Maximum).DefaultIfEmpty(long.MaxValue).Min();
        }

        return new NumberRange(minimum, maximum, ImmutableArray<long>.Empty);
    }

    private static void Add(IOperation operand, HashSet<long> numbers)
    {
        if (operand.ConstantValue is { HasValue: true, Value: int or long or short or byte or uint or ushort } constant)
        {
            long number = Convert.ToInt64(constant.Value, System.Globalization.CultureInfo.InvariantCulture);
            numbers.Add(number - 1);
            numbers.Add(number);
        }
    }

    private static bool IsInLoop(IBinaryOperation comparison)
    {
        if (comparison.OperatorKind is not (BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or
            BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals))
        {
            return false;
        }

        for (IOperation? outer = comparison.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is ILoopOperation)
            {
                return true;
            }
        }

        return false;
    }
}
