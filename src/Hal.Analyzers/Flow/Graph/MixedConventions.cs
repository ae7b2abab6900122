using System;
using System.Linq;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Summaries;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>
/// A status that one method tests for being below 0, and its caller for not being 0: a status above 0 would be taken for success by one and for an
/// error by the other. Both authors know that there is none.
/// </summary>
internal sealed class MixedConventions
{
    private readonly Func<IMethodSymbol, MethodSummary?> _summaryOf;

    public MixedConventions(Func<IMethodSymbol, MethodSummary?> summaryOf) => _summaryOf = summaryOf;

    /// <summary>Whether a path takes a status for one above 0, which its callee takes the other way.</summary>
    /// <param name="before">What was known before the branch.</param>
    /// <param name="after">What is known behind it.</param>
    /// <param name="condition">The condition that was tested.</param>
    public bool IsMixed(PathFacts before, PathFacts after, Value condition)
    {
        while (ValueTable.IsPure(condition, PureOperator.Not))
        {
            condition = condition.Operands[0];
        }

        if (Array.Find(condition.Operands, operand => operand is { Kind: ValueKind.Result, Data: IInvocationOperation }) is not { } status ||
            after.RangeOf(status) is not { Minimum: >= 1, Maximum: >= int.MaxValue })
        {
            return false;
        }

        NumberRange known = before.RangeOf(status);
        bool isOther = ValueTable.IsPure(condition, PureOperator.Equal) ? known.Minimum == 0
            : ValueTable.IsPure(condition, PureOperator.Less) && ReferenceEquals(condition.Operands[0], status) && known.Minimum < 0 && !known.Contains(0);
        return isOther && _summaryOf(((IInvocationOperation)status.Data!).TargetMethod) is { } summary && summary.Returns.Any(PassesOn);
    }

    /// <summary>Whether a path returns the status that it got itself.</summary>
    private static bool PassesOn(PathSummary path) => path.Returned.Value is { Kind: ValueKind.Result, Data: IInvocationOperation } || path.Returned.Value is null;
}
