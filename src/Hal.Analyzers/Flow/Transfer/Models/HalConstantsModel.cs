using Hal.Analyzers.Flow.Values;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary>The number of pages for a number of bytes.</summary>
internal static class HalConstantsModel
{
    public static Value? Evaluate(OperationEvaluator evaluator, Call call)
    {
        if (call.Name != "PagesFor")
        {
            return null;
        }

        Value bytes = call.Arguments[0];
        return bytes.IsConstant(out long number)
            ? evaluator.Values.Number((number + 4095) / 4096)
            : evaluator.Values.Pure(PureOperator.Other, call.Method.OriginalDefinition, bytes);
    }
}
