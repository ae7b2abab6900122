using Hal.Analyzers.Flow.Values;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary>A PhysAddr is the number it wraps: making one and taking the number out change nothing.</summary>
internal static class PhysAddrModel
{
    public static Value? Evaluate(OperationEvaluator evaluator, Call call) => call.Name switch
    {
        ".ctor" => call.Arguments.Length == 1 ? PhysAddrFromPointer.Make(evaluator.Values, call.Arguments[0]) : evaluator.Values.Zero,
        "get_Value" => call.Receiver,
        "Equals" when evaluator.Known.IsAddress(call.Method.Parameters[0].Type) => evaluator.Values.Equal(call.Receiver!, call.Arguments[0]),
        "ToString" or "GetHashCode" or "Equals" => evaluator.Opaque(call.Operation),
        "CompareTo" => evaluator.Values.Pure(PureOperator.Other, call.Method, call.Receiver!, call.Arguments[0]),
        _ => null,
    };
}
