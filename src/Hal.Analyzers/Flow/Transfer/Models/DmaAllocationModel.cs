using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary>A DmaAllocation is an address and a pointer; what DmaAlloc returned is one token.</summary>
internal static class DmaAllocationModel
{
    public static Value? Evaluate(OperationEvaluator evaluator, Call call)
    {
        switch (call.Name)
        {
            case ".ctor":
                return call.Arguments.Length == 2 ? Pair(evaluator, call.Arguments[0], call.Arguments[1]) : evaluator.Values.DefaultOf(call.Type, evaluator.Known);
            case "get_Paddr":
                return evaluator.Tokens.AddressOf(call.Receiver!);
            case "get_Vaddr":
                return evaluator.Tokens.PointerOf(call.Receiver!);
            case "Deconstruct":
                Store(0, evaluator.Tokens.AddressOf(call.Receiver!));
                Store(1, evaluator.Tokens.PointerOf(call.Receiver!));
                return evaluator.Values.Null;
            default:
                return null;
        }

        void Store(int ordinal, Value value)
        {
            if (call.ArgumentLocations[ordinal] is { } location)
            {
                evaluator.Store(location, value, call.Operation);
            }
        }
    }

    private static Value Pair(OperationEvaluator evaluator, Value address, Value pointer)
    {
        bool isWhole = address.Kind == ValueKind.TokenAddress && pointer.Kind == ValueKind.TokenPointer && ReferenceEquals(address.Token, pointer.Token);
        return isWhole ? evaluator.Values.TokenHandle(address.Token) : evaluator.Values.Pure(PureOperator.Other, HandlePart.Pair, address, pointer);
    }
}
