using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary>Memory that stays in place until it is disposed.</summary>
internal static class PinnedBufferModel
{
    public static Value? Evaluate(OperationEvaluator evaluator, Call call) => call.Name switch
    {
        ".ctor" => evaluator.Values.Allocation(call.Operation, evaluator.Block),
        "get_Buffer" => evaluator.Values.Pure(PureOperator.Other, HandlePart.Buffer, call.Receiver!),
        "Dispose" => evaluator.Values.Null,
        _ => null,
    };
}
