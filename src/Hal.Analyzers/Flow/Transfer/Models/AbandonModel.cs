using Hal.Analyzers.Flow.State;
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

        // Also the address of a Dma, which alone is not enough to release it.
        Value address = call.Arguments[0];
        evaluator.Tokens.Escape(address.Kind == ValueKind.TokenAddress ? evaluator.Values.TokenHandle(address.Token) : address, EscapeReason.Abandoned);

        return evaluator.Values.Null;
    }
}
