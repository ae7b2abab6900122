using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary>Memory that stays in place until it is disposed.</summary>
internal static class PinnedBufferModel
{
    public static Value? Evaluate(OperationEvaluator evaluator, Call call) => call.Name switch
    {
        ".ctor" => Create(evaluator, call),
        "get_Buffer" => evaluator.Values.Pure(PureOperator.Other, HandlePart.Buffer, call.Receiver!),
        "Dispose" => Dispose(evaluator, call),
        _ => null,
    };

    private static Value Create(OperationEvaluator evaluator, Call call)
    {
        foreach (Value memory in call.Arguments)
        {
            evaluator.Context.KeptInPlace.Add(MemoryRange.Origin(evaluator.Values, memory));
        }

        return evaluator.Values.Allocation(call.Operation, evaluator.Block);
    }

    public static Value Dispose(OperationEvaluator evaluator, Call call)
    {
        evaluator.EndMemory(call.Receiver!, MemoryEnd.Unpinned, call.Operation);
        return evaluator.Values.Null;
    }
}
