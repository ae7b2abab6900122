using Hal.Analyzers.Flow.Values;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary>The framework's argument checks: what they let pass is known afterwards.</summary>
internal static class ArgumentChecksModel
{
    public static Value? Evaluate(OperationEvaluator evaluator, Call call)
    {
        if (Requirement(evaluator.Values, call) is not { } required)
        {
            return null;
        }

        evaluator.NoteThrow(call);
        if (required.IsConstant(out bool passes) && !passes)
        {
            evaluator.End();
        }
        else
        {
            evaluator.Learn(required);
        }

        return evaluator.Values.Null;
    }

    private static Value? Requirement(ValueTable values, Call call)
    {
        if (!call.Name.StartsWith("ThrowIf", System.StringComparison.Ordinal) || call.Arguments.Length == 0)
        {
            return null;
        }

        Value value = call.Arguments[0];
        Value other = call.Arguments.Length > 1 ? call.Arguments[1] : values.Zero;
        return call.Name switch
        {
            "ThrowIf" => values.Not(value),
            "ThrowIfNull" => values.Not(values.Equal(value, values.Null)),
            "ThrowIfZero" => values.Not(values.Equal(value, values.Zero)),
            "ThrowIfNegative" => values.Not(values.Less(value, values.Zero)),
            "ThrowIfNegativeOrZero" => values.Less(values.Zero, value),
            "ThrowIfEqual" => values.Not(values.Equal(value, other)),
            "ThrowIfNotEqual" => values.Equal(value, other),
            "ThrowIfLessThan" => values.Not(values.Less(value, other)),
            "ThrowIfLessThanOrEqual" => values.Less(other, value),
            "ThrowIfGreaterThan" => values.Not(values.Less(other, value)),
            "ThrowIfGreaterThanOrEqual" => values.Less(value, other),
            _ => null,
        };
    }
}
