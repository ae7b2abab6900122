using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Implementation;

/// <summary>The values that a method may return, each as the expression that makes it.</summary>
internal static class ReturnedValues
{
    private const int MostDepth = 6;

    /// <summary>The expressions behind the returns of a method: through conditions, casts, variables that have one value, and methods of
    /// this compilation.</summary>
    public static IEnumerable<IOperation> Of(HalSource hal, IMethodSymbol method) => Of(hal, method, 0);

    /// <summary>The expressions behind one value.</summary>
    public static IEnumerable<IOperation> Of(HalSource hal, IOperation value) => Of(hal, value, 0);

    private static IEnumerable<IOperation> Of(HalSource hal, IMethodSymbol method, int depth)
    {
        if (depth <= MostDepth && hal.BodyOf(method) is { } body)
        {
            foreach (IOperation returned in HalSource.ReturnsOf(body))
            {
                foreach (IOperation value in Of(hal, returned, depth))
                {
                    yield return value;
                }
            }
        }
    }

    private static IEnumerable<IOperation> Of(HalSource hal, IOperation value, int depth)
    {
        switch (value)
        {
            case IConversionOperation { OperatorMethod: null } conversion:
                return Of(hal, conversion.Operand, depth);
            case IParenthesizedOperation parenthesized:
                return Of(hal, parenthesized.Operand, depth);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return All(hal, new[] { conditional.WhenTrue, whenFalse }, depth);
            case ISwitchExpressionOperation @switch:
                return All(hal, @switch.Arms.Select(arm => arm.Value), depth);
            case ILocalReferenceOperation reference when depth <= MostDepth && LocalWrite.OnlyValue(reference) is { } only &&
                !IsTested(reference, only):
                return Of(hal, only, depth + 1);
            case IInvocationOperation { TargetMethod: var called } when hal.BodyOf(called) is not null:
                return Of(hal, called, depth + 1);
            case IThrowOperation:
                return System.Array.Empty<IOperation>();
            default:
                return new[] { value };
        }
    }

    /// <summary>Whether a result is looked at before it is returned: then it is no longer known what is returned.</summary>
    private static bool IsTested(ILocalReferenceOperation returned, IOperation value) =>
        value is IInvocationOperation or IConversionOperation or IConditionalOperation or ISwitchExpressionOperation &&
        HalSource.BodyAround(returned).DescendantsAndSelf().OfType<ILocalReferenceOperation>()
            .Any(reference => reference != returned && SymbolEqualityComparer.Default.Equals(reference.Local, returned.Local));

    private static IEnumerable<IOperation> All(HalSource hal, IEnumerable<IOperation> values, int depth)
    {
        foreach (IOperation value in values)
        {
            foreach (IOperation one in Of(hal, value, depth))
            {
                yield return one;
            }
        }
    }
}
