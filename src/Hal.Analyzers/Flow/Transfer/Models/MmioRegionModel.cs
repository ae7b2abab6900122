using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary>Register accesses: an address that is written is the device's to use, and still this method's to release.</summary>
internal static class MmioRegionModel
{
    public static Value? Evaluate(OperationEvaluator evaluator, Call call)
    {
        switch (call.Name)
        {
            case "Map":
                evaluator.NoteHalThrow(call.Operation);
                return evaluator.Values.Allocation(call.Operation, evaluator.Block);
            case "Read8" or "Read16" or "Read32" or "Read64":
                return evaluator.Opaque(call.Operation);
            case "Write8" or "Write16" or "Write32" or "Write64":
                evaluator.UseAddress(Number(call.Arguments[1]), AddressUse.Register, call.ArgumentExpression(1) ?? call.Operation);
                evaluator.ForgetMemory(call.Operation, own: false);
                return evaluator.Values.Null;
            case "Slice":
                return evaluator.Values.Pure(PureOperator.Other, call.Method.OriginalDefinition, call.Receiver!, call.Arguments[0], call.Arguments[1]);
            case ".ctor" when call.Arguments.Length == 2:
                return evaluator.Values.Pure(PureOperator.Other, call.Method.OriginalDefinition, call.Arguments[0], call.Arguments[1]);
            default:
                return null;
        }
    }

    /// <summary>The address that half a register gets is the address.</summary>
    private static Value Number(Value written) =>
        written is { Kind: ValueKind.Pure, Operands.Length: > 0, Extra: System.ValueTuple<Microsoft.CodeAnalysis.SpecialType, string> or BinaryOperatorKind }
            ? Number(written.Operands[0])
            : written;
}
