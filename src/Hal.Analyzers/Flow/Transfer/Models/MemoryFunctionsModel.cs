using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary>
/// Functions of the framework that read, write, copy, free or pin memory. What they touch is told to the rules; their arguments go nowhere.
/// </summary>
internal static class MemoryFunctionsModel
{
    public static Value? Evaluate(OperationEvaluator evaluator, Call call) => call.Type.Name switch
    {
        "NativeMemory" => NativeMemory(evaluator, call),
        "Marshal" => Marshal(evaluator, call),
        "Buffer" => Copies(evaluator, call, source: "source", destination: "destination"),
        "Array" => Array(evaluator, call),
        "Span" or "ReadOnlySpan" => Span(evaluator, call),
        "MemoryExtensions" => Extensions(evaluator, call),
        "BinaryPrimitives" => Primitives(evaluator, call),
        "Unsafe" => Unsafe(evaluator, call),
        "MemoryMarshal" => MemoryMarshal(evaluator, call),
        "RandomNumberGenerator" or "Random" when call.Name is "Fill" or "NextBytes" or "GetBytes" => Fills(evaluator, call),
        "GCHandle" => Handle(evaluator, call),
        "MemoryHandle" => PinnedMemory(evaluator, call),
        "ArrayPool" when call.Name == "Return" => End(evaluator, call, call.Arguments[0], MemoryEnd.Returned),
        "GC" when call.Name is "AllocateArray" or "AllocateUninitializedArray" => Allocated(evaluator, call),
        _ => null,
    };

    private static Value? NativeMemory(OperationEvaluator evaluator, Call call)
    {
        switch (call.Name)
        {
            case "Alloc" or "AllocZeroed" or "AlignedAlloc":
                return Allocated(evaluator, call);
            case "Realloc" or "AlignedRealloc":
                End(evaluator, call, call.Arguments[0], MemoryEnd.Freed);
                return Allocated(evaluator, call);
            case "Free" or "AlignedFree":
                return End(evaluator, call, call.Arguments[0], MemoryEnd.Freed);
            case "Clear" or "Fill":
                evaluator.Access(call.Arguments[0], call.Arguments[1], AccessKind.Write, call.Operation);
                return Done(evaluator, call);
            case "Copy":
                evaluator.Access(call.Arguments[0], call.Arguments[2], AccessKind.Read, call.Operation);
                evaluator.Access(call.Arguments[1], call.Arguments[2], AccessKind.Write, call.Operation);
                return Done(evaluator, call);
            default:
                return null;
        }
    }

    private static Value? Marshal(OperationEvaluator evaluator, Call call)
    {
        switch (call.Name)
        {
            case "AllocHGlobal" or "AllocCoTaskMem":
                return Allocated(evaluator, call);
            case "FreeHGlobal" or "FreeCoTaskMem":
                return End(evaluator, call, call.Arguments[0], MemoryEnd.Freed);
            case "Copy":
                return Copies(evaluator, call, source: "source", destination: "destination");
            case "ReadByte" or "ReadInt16" or "ReadInt32" or "ReadInt64" or "ReadIntPtr" when call.Method.Parameters[0].Type.SpecialType == SpecialType.System_IntPtr:
                evaluator.Access(AtOffset(evaluator, call, 1), null, AccessKind.Read, call.Operation);
                return evaluator.Opaque(call.Operation);
            case "WriteByte" or "WriteInt16" or "WriteInt32" or "WriteInt64" or "WriteIntPtr" when call.Method.Parameters[0].Type.SpecialType == SpecialType.System_IntPtr:
                evaluator.Access(AtOffset(evaluator, call, 2), null, AccessKind.Write, call.Operation);
                return Done(evaluator, call);
            default:
                return null;
        }
    }

    /// <summary>The pointer of a Marshal access, with the offset that stands before the last argument in the longer overloads.</summary>
    private static Value AtOffset(OperationEvaluator evaluator, Call call, int least) => call.Arguments.Length > least
        ? evaluator.Values.Add(call.Arguments[0], call.Arguments[1])
        : call.Arguments[0];

    private static Value? Copies(OperationEvaluator evaluator, Call call, string source, string destination)
    {
        bool any = false;
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            string name = call.Method.Parameters[i].Name;
            AccessKind? kind = name.StartsWith(source, System.StringComparison.OrdinalIgnoreCase) || name == "src" ? AccessKind.Read
                : name.StartsWith(destination, System.StringComparison.OrdinalIgnoreCase) || name == "dst" ? AccessKind.Write
                : null;
            if (kind is { } access && PointerTo(evaluator, call.Arguments[i], call.Method.Parameters[i].Type) is { } pointer)
            {
                evaluator.Access(pointer, null, access, call.Operation);
                any = true;
            }
        }

        return any ? Done(evaluator, call) : null;
    }

    private static Value? Array(OperationEvaluator evaluator, Call call)
    {
        switch (call.Name)
        {
            case "Clear" or "Fill" or "Reverse" or "Sort":
                evaluator.Access(evaluator.PinnedPointer(call.Arguments[0]), null, AccessKind.Write, call.Operation);
                return Done(evaluator, call);
            case "Copy":
                return Copies(evaluator, call, source: "sourceArray", destination: "destinationArray");
            case "CopyTo" when call.Receiver is { } array:
                evaluator.Access(evaluator.PinnedPointer(array), null, AccessKind.Read, call.Operation);
                return Done(evaluator, call);
            default:
                return null;
        }
    }

    private static Value? Span(OperationEvaluator evaluator, Call call)
    {
        switch (call.Name)
        {
            case "Clear" or "Fill":
                evaluator.AccessRange(call.Receiver!, AccessKind.Write, call.Operation);
                return Done(evaluator, call);
            case "CopyTo" or "TryCopyTo":
                evaluator.AccessRange(call.Receiver!, AccessKind.Read, call.Operation);

                // The length of what is written is that of the source.
                evaluator.Access(
                    evaluator.Values.PointerOf(call.Arguments[0]), evaluator.Values.LengthOf(call.Receiver!), AccessKind.Write, call.Operation);
                return Done(evaluator, call);
            case "ToArray" or "ToString":
                evaluator.AccessRange(call.Receiver!, AccessKind.Read, call.Operation);
                return evaluator.Opaque(call.Operation);
            default:
                return null;
        }
    }

    private static Value? Extensions(OperationEvaluator evaluator, Call call)
    {
        if (call.Name is "AsSpan" or "AsMemory" || call.Arguments.Length == 0)
        {
            return null;
        }

        bool writes = call.Name is "Reverse" or "Sort" or "Replace" or "CopyTo";
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            if (evaluator.Known.IsSpan(call.Method.Parameters[i].Type))
            {
                bool destination = call.Name == "CopyTo" ? i == 1 : i == 0;
                evaluator.AccessRange(call.Arguments[i], writes && destination ? AccessKind.Write : AccessKind.Read, call.Operation);
            }
        }

        return writes ? Done(evaluator, call) : evaluator.Opaque(call.Operation);
    }

    private static Value? Primitives(OperationEvaluator evaluator, Call call)
    {
        if (call.Name.StartsWith("Write", System.StringComparison.Ordinal) || call.Name.StartsWith("TryWrite", System.StringComparison.Ordinal))
        {
            evaluator.Access(evaluator.Values.PointerOf(call.Arguments[0]), null, AccessKind.Write, call.Operation);
            evaluator.StoreRaw(call.Arguments[1], call.Operation);
            return Done(evaluator, call);
        }

        if (call.Name.StartsWith("Read", System.StringComparison.Ordinal) || call.Name.StartsWith("TryRead", System.StringComparison.Ordinal))
        {
            evaluator.Access(evaluator.Values.PointerOf(call.Arguments[0]), null, AccessKind.Read, call.Operation);
            return null;
        }

        return null;
    }

    private static Value? Unsafe(OperationEvaluator evaluator, Call call)
    {
        switch (call.Name)
        {
            case "InitBlock" or "InitBlockUnaligned" when PointerAt(evaluator, call, 0) is { } target:
                evaluator.Access(target, call.Arguments[2], AccessKind.Write, call.Operation);
                return Done(evaluator, call);
            case "CopyBlock" or "CopyBlockUnaligned" when PointerAt(evaluator, call, 0) is { } to && PointerAt(evaluator, call, 1) is { } from:
                evaluator.Access(to, call.Arguments[2], AccessKind.Write, call.Operation);
                evaluator.Access(from, call.Arguments[2], AccessKind.Read, call.Operation);
                return Done(evaluator, call);
            case "Write" or "WriteUnaligned" when PointerAt(evaluator, call, 0) is { } written:
                evaluator.Access(written, null, AccessKind.Write, call.Operation);
                evaluator.StoreRaw(call.Arguments[1], call.Operation);
                return Done(evaluator, call);
            case "Read" or "ReadUnaligned" when PointerAt(evaluator, call, 0) is { } read:
                evaluator.Access(read, null, AccessKind.Read, call.Operation);
                return evaluator.Opaque(call.Operation);
            default:
                return null;
        }
    }

    private static Value? MemoryMarshal(OperationEvaluator evaluator, Call call)
    {
        switch (call.Name)
        {
            case "Write" or "TryWrite":
                evaluator.Access(evaluator.Values.PointerOf(call.Arguments[0]), null, AccessKind.Write, call.Operation);
                return Done(evaluator, call);
            case "Read" or "TryRead":
                evaluator.Access(evaluator.Values.PointerOf(call.Arguments[0]), null, AccessKind.Read, call.Operation);
                return call.Name == "Read" ? evaluator.Opaque(call.Operation) : null;
            case "Cast" or "AsBytes" when call.Arguments.Length == 1:
                // The same bytes, seen as other elements: the start is the same, the count is another.
                Value range = call.Arguments[0];
                return evaluator.Values.Buffer(
                    evaluator.Values.PointerOf(range), evaluator.Values.Pure(PureOperator.Other, call.Method, evaluator.Values.LengthOf(range)));
            default:
                return null;
        }
    }

    private static Value? Fills(OperationEvaluator evaluator, Call call)
    {
        foreach (IParameterSymbol parameter in call.Method.Parameters)
        {
            if (PointerTo(evaluator, call.Arguments[parameter.Ordinal], parameter.Type) is { } pointer)
            {
                evaluator.Access(pointer, null, AccessKind.Write, call.Operation);
                return Done(evaluator, call);
            }
        }

        return null;
    }

    private static Value? Handle(OperationEvaluator evaluator, Call call)
    {
        switch (call.Name)
        {
            case "Alloc":
                evaluator.Context.KeptInPlace.Add(MemoryRange.Origin(evaluator.Values, call.Arguments[0]));
                evaluator.EscapeDeep(call.Arguments[0]);
                return evaluator.Values.Allocation(call.Operation, evaluator.Block);
            case "AddrOfPinnedObject":
                return evaluator.Values.Pure(PureOperator.Other, HandlePart.Pointer, call.Receiver!);
            case "Free":
                return End(evaluator, call, call.Receiver!, MemoryEnd.Unpinned);
            default:
                return null;
        }
    }

    private static Value? PinnedMemory(OperationEvaluator evaluator, Call call) => call.Name switch
    {
        "get_Pointer" => evaluator.Values.Pure(PureOperator.Other, HandlePart.Pointer, call.Receiver!),
        "Dispose" => End(evaluator, call, call.Receiver!, MemoryEnd.Unpinned),
        _ => null,
    };

    private static Value Allocated(OperationEvaluator evaluator, Call call) => evaluator.Values.Allocation(call.Operation, evaluator.Block);

    private static Value End(OperationEvaluator evaluator, Call call, Value memory, MemoryEnd end)
    {
        evaluator.EndMemory(memory, end, call.Operation);
        return evaluator.Values.Null;
    }

    /// <summary>Memory was written: what elements were read before says nothing now.</summary>
    private static Value Done(OperationEvaluator evaluator, Call call)
    {
        evaluator.ForgetMemory(call.Operation, own: false);
        return evaluator.Opaque(call.Operation);
    }

    private static Value? PointerAt(OperationEvaluator evaluator, Call call, int index) => call.ArgumentLocations[index] is { } slot
        ? evaluator.AddressOf(slot)
        : call.Method.Parameters[index].Type is IPointerTypeSymbol ? call.Arguments[index] : null;

    private static Value? PointerTo(OperationEvaluator evaluator, Value value, ITypeSymbol type)
    {
        if (type is IPointerTypeSymbol || type.SpecialType == SpecialType.System_IntPtr)
        {
            return value;
        }

        if (type is IArrayTypeSymbol || type.SpecialType == SpecialType.System_Array)
        {
            return evaluator.PinnedPointer(value);
        }

        return evaluator.Known.IsSpan(type) ? evaluator.Values.PointerOf(value) : null;
    }
}
