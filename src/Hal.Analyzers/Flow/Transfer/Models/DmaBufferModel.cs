using Hal.Analyzers.Flow.Values;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary>A DmaBuffer is a pointer and a length; its slices and spans are ranges of the same memory.</summary>
internal static class DmaBufferModel
{
    public static Value? Evaluate(OperationEvaluator evaluator, Call call)
    {
        ValueTable values = evaluator.Values;
        switch (call.Name)
        {
            case ".ctor":
                return call.Arguments.Length == 2 ? Make(evaluator, call.Arguments[0], call.Arguments[1]) : values.Buffer(values.Zero, values.Zero);
            case "Of":
                return values.Buffer(call.Arguments[0], evaluator.SizeOf(call.Method.TypeArguments[0]));
            case "get_Pointer":
                return values.PointerOf(call.Receiver!);
            case "get_Length":
                return values.LengthOf(call.Receiver!);
            case "get_IsEmpty":
                return values.Equal(values.LengthOf(call.Receiver!), values.Zero);
            case "AsSpan" or "AsReadOnlySpan":
                return call.Receiver;
            case "Slice":
                return values.Buffer(values.Add(values.PointerOf(call.Receiver!), call.Arguments[0]), call.Arguments[1]);
            case "Equals" when evaluator.Known.IsBufferLike(call.Method.Parameters[0].Type):
                return values.And(
                    values.Equal(values.PointerOf(call.Receiver!), values.PointerOf(call.Arguments[0])),
                    values.Equal(values.LengthOf(call.Receiver!), values.LengthOf(call.Arguments[0])));
            case "ToString" or "GetHashCode" or "Equals":
                return evaluator.Opaque(call.Operation);
            default:
                return null;
        }
    }

    /// <summary>A buffer that was made has bytes: the constructor refuses an empty one.</summary>
    private static Value Make(OperationEvaluator evaluator, Value pointer, Value length)
    {
        evaluator.Learn(evaluator.Values.Less(evaluator.Values.Zero, length));
        return evaluator.Values.Buffer(pointer, length);
    }
}
