using Hal.Analyzers.Flow.Values;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary><c>DmaOwnership.Abandon</c> ends the duty to release.</summary>
internal static class AbandonModel
{
    public static Value? Evaluate(OperationEvaluator evaluator, Call call)
    {
        if (call.Name != "Abandon")
        {
            return null;
        }

        evaluator.Tokens.Escape(call.Arguments[0]);
        if (call.Arguments[0] is { Kind: ValueKind.TokenAddress } address)
        {
            evaluator.Tokens.Escape(evaluator.Values.TokenHandle(address.Token));
        }

        return evaluator.Values.Null;
    }
}
