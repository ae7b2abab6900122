using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary>Register accesses: an address that is written is the device's to use, and still this method's to release.</summary>
internal static class MmioRegionModel
{
    public static Value? Evaluate(OperationEvaluator evaluator, Call call)
    {
        ValueTable values = evaluator.Values;
        switch (call.Name)
        {
            case "Map":
                evaluator.NoteHalThrow(call.Operation);
                return values.Buffer(evaluator.MapRegisters(call, call.Arguments[0], sizeOrdinal: 1), call.Arguments[1]);
            case "Read8" or "Read16" or "Read32" or "Read64":
                evaluator.AccessRegion(call.Receiver!, call.Arguments[0], values.Number(Width(call)), AccessKind.Read, call.Operation);
                return evaluator.Opaque(call.Operation);
            case "Write8" or "Write16" or "Write32" or "Write64":
                evaluator.AccessRegion(call.Receiver!, call.Arguments[0], values.Number(Width(call)), AccessKind.Write, call.Operation);
                evaluator.UseAddress(PhysAddrFromPointer.Make(values, Number(call.Arguments[1])), AddressUse.Register, call.ArgumentExpression(1) ?? call.Operation);
                evaluator.ForgetMemory(call.Operation, own: false);
                return values.Null;
            case "Slice":
                evaluator.AccessRegion(call.Receiver!, call.Arguments[0], call.Arguments[1], AccessKind.Pointer, call.Operation);
                return values.Buffer(values.Add(values.PointerOf(call.Receiver!), call.Arguments[0]), call.Arguments[1]);
            case "get_Size":
                return values.LengthOf(call.Receiver!);
            case ".ctor" when call.Arguments.Length == 2:
                evaluator.NoteMapping(call, sizeOrdinal: 1);
                return values.Buffer(call.Arguments[0], call.Arguments[1]);
            default:
                return null;
        }
    }

    private static int Width(Call call) => call.Name switch
    {
        "Read8" or "Write8" => 1,
        "Read16" or "Write16" => 2,
        "Read32" or "Write32" => 4,
        _ => 8,
    };

    /// <summary>The address that half a register gets is the address.</summary>
    private static Value Number(Value written) =>
        written is { Kind: ValueKind.Pure, Operands.Length: > 0, Extra: System.ValueTuple<Microsoft.CodeAnalysis.SpecialType, string> or BinaryOperatorKind }
            ? Number(System.Array.Find(written.Operands, operand => !operand.IsConstant(out long _)) ?? written.Operands[0])
            : written;
}
