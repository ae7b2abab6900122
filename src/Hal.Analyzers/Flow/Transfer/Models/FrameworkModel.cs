using System;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary>Members of the framework that drivers use on buffers and addresses: spans, pinning, native memory, atomics, nullables.</summary>
internal static class FrameworkModel
{
    public static Value? Evaluate(OperationEvaluator evaluator, Call call)
    {
        INamedTypeSymbol? type = call.Type;
        if (type is null)
        {
            return null;
        }

        if (evaluator.Known.DmaBaseOf(type) is not null)
        {
            return EvaluateDerivedDma(evaluator, call);
        }

        if (type.SpecialType == SpecialType.System_IDisposable && call.Name == "Dispose")
        {
            return DisposeThroughInterface(evaluator, call);
        }

        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return Nullable(evaluator, call);
        }

        return IsFramework(type) ? EvaluateFramework(evaluator, call, type) : null;
    }

    private static bool IsFramework(INamedTypeSymbol type)
    {
        INamespaceSymbol? ns = type.ContainingNamespace;
        while (ns?.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            ns = outer;
        }

        return ns?.Name == "System";
    }

    private static Value? EvaluateFramework(OperationEvaluator evaluator, Call call, INamedTypeSymbol type) =>
        MemoryFunctionsModel.Evaluate(evaluator, call) ?? ArgumentChecksModel.Evaluate(evaluator, call) ?? type.Name switch
        {
            "Span" or "ReadOnlySpan" when evaluator.Known.IsSpan(type) => Span(evaluator, call),
            "MemoryExtensions" when call.Name == "AsSpan" => AsSpan(evaluator, call),
            "Array" or "String" when call.Name == "get_Length" => evaluator.Values.Pure(PureOperator.Length, null, call.Receiver!),
            "Volatile" or "Interlocked" => Atomic(evaluator, call),
            "Unsafe" or "MemoryMarshal" => Reinterpret(evaluator, call),
            "Enum" when call.Name == "HasFlag" && call.Receiver is { } flags => HasFlag(evaluator.Values, flags, call.Arguments[0]),
            _ when call.Name == "CompareTo" && call.Receiver is { } number && Numbers.IsIntegral(type) => evaluator.Values.Subtract(number, call.Arguments[0]),
            "Math" => Mathematics(evaluator, call),
            "Task" or "ValueTask" when call.Name == "ConfigureAwait" => call.Receiver,
            _ when call.Name is "Min" or "Max" && Numbers.IsIntegral(type) => Mathematics(evaluator, call),
            _ => null,
        };

    /// <summary>A function of its arguments; the lesser of two numbers is not above either.</summary>
    private static Value Mathematics(OperationEvaluator evaluator, Call call)
    {
        ValueTable values = evaluator.Values;
        Value result = values.Pure(PureOperator.Other, call.Method, call.Arguments);
        if (call.Name is not ("Min" or "Max") || !Numbers.IsIntegral(call.Method.ReturnType))
        {
            return result;
        }

        NumberRange first = evaluator.State.Facts.RangeOf(call.Arguments[0]);
        NumberRange second = evaluator.State.Facts.RangeOf(call.Arguments[1]);
        NumberRange range = call.Name == "Min"
            ? NumberRange.All.AtLeast(Math.Min(first.Minimum, second.Minimum)).AtMost(Math.Min(first.Maximum, second.Maximum))
            : NumberRange.All.AtLeast(Math.Max(first.Minimum, second.Minimum)).AtMost(Math.Max(first.Maximum, second.Maximum));
        evaluator.State.Facts = evaluator.State.Facts.WithRange(result, range);
        foreach (Value argument in call.Arguments)
        {
            evaluator.Learn(values.Not(call.Name == "Min" ? values.Less(argument, result) : values.Less(result, argument)));
        }

        return result;
    }

    /// <summary>One flag is set when the bit is; several are when all bits are.</summary>
    private static Value HasFlag(ValueTable values, Value flags, Value flag)
    {
        if (flags.IsConstant(out long set) && flag.IsConstant(out long asked))
        {
            return values.Truth((set & asked) == asked);
        }

        (Value first, Value second) = flags.Id <= flag.Id ? (flags, flag) : (flag, flags);
        Value common = values.Pure(PureOperator.Other, Microsoft.CodeAnalysis.Operations.BinaryOperatorKind.And, first, second);
        bool isSingleBit = flag.IsConstant(out long bits) && bits > 0 && (bits & (bits - 1)) == 0;
        return isSingleBit ? values.Not(values.Equal(common, values.Zero)) : values.Equal(common, flag);
    }

    /// <summary>What a conversion operator of the framework makes: a span or a memory over an array keeps its identity.</summary>
    public static Value? ConvertToMemory(OperationEvaluator evaluator, Value operand, ITypeSymbol? from, ITypeSymbol? to)
    {
        if (!evaluator.Known.IsSpan(to))
        {
            return null;
        }

        return from is IArrayTypeSymbol
            ? evaluator.Values.Buffer(evaluator.PinnedPointer(operand), evaluator.Values.Pure(PureOperator.Length, null, operand))
            : evaluator.Known.IsSpan(from) ? operand : null;
    }

    private static Value? EvaluateDerivedDma(OperationEvaluator evaluator, Call call)
    {
        if (call.Operation is Microsoft.CodeAnalysis.Operations.IObjectCreationOperation)
        {
            return DmaModel.Create(evaluator, call, knowsPages: call.Arguments.Length == 2 && evaluator.Known.IsPlainOwner(call.Type));
        }

        return call.Name == "TryCreate" && call.Arguments.Length == 3 && evaluator.Known.IsPlainOwner(call.Type) ? DmaModel.TryCreate(evaluator, call) : null;
    }

    private static Value? DisposeThroughInterface(OperationEvaluator evaluator, Call call)
    {
        if (TokenTransitions.TokenOf(call.Receiver) is { Kind: TokenKind.Dma })
        {
            DmaModel.Release(evaluator, call, call.Receiver!);
            return evaluator.Values.Null;
        }

        // The end of a using block or declaration.
        IOperation? disposed = (call.Operation as IInvocationOperation)?.Instance.Unconverted();
        return disposed?.Type is { Name: "PinnedBuffer", ContainingNamespace: { Name: "Hal", ContainingNamespace.IsGlobalNamespace: true } }
            ? PinnedBufferModel.Dispose(evaluator, call)
            : null;
    }

    private static Value? Nullable(OperationEvaluator evaluator, Call call)
    {
        switch (call.Name)
        {
            case "get_HasValue":
                return evaluator.Values.Not(evaluator.Values.Equal(call.Receiver!, evaluator.Values.Null));
            case "get_Value" or ".ctor":
                return call.Receiver ?? (call.Arguments.Length == 1 ? call.Arguments[0] : evaluator.Values.Null);
            case "GetValueOrDefault" when call.Receiver!.IsNull:
                return evaluator.Values.DefaultOf(call.Method.ReturnType, evaluator.Known);
            case "GetValueOrDefault":
                return call.Receiver;
            default:
                return null;
        }
    }

    private static Value? Span(OperationEvaluator evaluator, Call call)
    {
        ValueTable values = evaluator.Values;
        switch (call.Name)
        {
            case ".ctor" when call.Arguments.Length == 2 && call.Method.Parameters[0].Type is IPointerTypeSymbol:
                return values.Buffer(call.Arguments[0], Bytes(evaluator, call.Type, call.Arguments[1]));
            case ".ctor" when call.Arguments.Length >= 1 && call.Method.Parameters[0].Type is IArrayTypeSymbol:
                return OfArray(evaluator, call.Arguments[0], call.Arguments, 1);
            case "get_Length":
                return values.LengthOf(call.Receiver!);
            case "get_IsEmpty":
                return values.Equal(values.LengthOf(call.Receiver!), values.Zero);
            case "Slice":
                return Slice(evaluator, call.Receiver!, call.Arguments, 0, call.Type);
            case "get_Item":
                return null;
            case "op_Implicit" when call.Arguments.Length == 1:
                return ConvertToMemory(evaluator, call.Arguments[0], call.Method.Parameters[0].Type, call.Method.ReturnType);
            default:
                return null;
        }
    }

    /// <summary>A length of elements in bytes. Only bytes are told apart exactly; other elements keep their count.</summary>
    private static Value Bytes(OperationEvaluator evaluator, INamedTypeSymbol span, Value count) =>
        evaluator.Values.Multiply(count, evaluator.SizeOf(span.TypeArguments[0]));

    private static Value? AsSpan(OperationEvaluator evaluator, Call call)
    {
        // As an extension the array is the first argument, as a reduced call too: Roslyn's operations show the static form.
        if (call.Arguments.Length == 0 || call.Method.Parameters[0].Type is not IArrayTypeSymbol)
        {
            return null;
        }

        foreach (IParameterSymbol parameter in call.Method.Parameters)
        {
            if (parameter.Ordinal > 0 && parameter.Type.SpecialType != SpecialType.System_Int32)
            {
                return null;
            }
        }

        return OfArray(evaluator, call.Arguments[0], call.Arguments, 1);
    }

    private static Value OfArray(OperationEvaluator evaluator, Value array, Value[] arguments, int first)
    {
        ValueTable values = evaluator.Values;
        Value whole = values.Buffer(evaluator.PinnedPointer(array), values.Pure(PureOperator.Length, null, array));
        return arguments.Length == first ? whole : Slice(evaluator, whole, arguments, first, null);
    }

    private static Value Slice(OperationEvaluator evaluator, Value range, Value[] arguments, int first, INamedTypeSymbol? span)
    {
        ValueTable values = evaluator.Values;
        Value start = arguments[first];
        Value length = arguments.Length > first + 1 ? arguments[first + 1] : values.Subtract(values.LengthOf(range), start);
        Value offset = span is null ? start : values.Multiply(start, evaluator.SizeOf(span.TypeArguments[0]));
        return values.Buffer(values.Add(values.PointerOf(range), offset), length);
    }

    /// <summary>Atomic accesses are reads and writes of the variable they are given.</summary>
    private static Value? Atomic(OperationEvaluator evaluator, Call call)
    {
        Slot? target = call.ArgumentLocations.Length > 0 ? call.ArgumentLocations[0] : null;
        if (target is not null)
        {
            AccessKind kind = call.Name == "Read" ? AccessKind.Read : call.Name == "Write" ? AccessKind.Write : AccessKind.Read | AccessKind.Write;
            evaluator.AccessSlot(target, kind | AccessKind.Indivisible, call.Operation, call.Method.Parameters[0].Type);
        }

        switch (call.Name)
        {
            case "Read" when target is not null:
                return target.Kind == SlotKind.Variable ? call.Arguments[0] : evaluator.Opaque(call.Operation, 0, call.Arguments[0]);
            case "Write" when target is not null:
                evaluator.Store(target, call.Arguments[1], call.Operation);
                return evaluator.Values.Null;
            case "Exchange" when target is not null:
                Value previous = call.Arguments[0];
                evaluator.Store(target, call.Arguments[1], call.Operation);
                return previous;
            case "CompareExchange" when target is not null:
                evaluator.EscapeDeep(call.Arguments[1]);
                Value before = evaluator.Opaque(call.Operation, 0, call.Arguments[0]);
                evaluator.Store(target, evaluator.Opaque(call.Operation, 1, call.Arguments[0], call.Arguments[1]), call.Operation);
                return before;
            case "Increment" or "Decrement" or "Add" or "And" or "Or" when target is not null:
                Value changed = evaluator.Opaque(call.Operation);
                evaluator.Store(target, changed, call.Operation);
                return changed;
            case "MemoryBarrier" or "MemoryBarrierProcessWide" or "ReadBarrier" or "WriteBarrier":
                return evaluator.Values.Null;
            default:
                return null;
        }
    }

    /// <summary>The same memory under another type: pointers and spans keep their identity where that is plain.</summary>
    private static Value? Reinterpret(OperationEvaluator evaluator, Call call)
    {
        switch (call.Name)
        {
            case "AsPointer" when call.ArgumentLocations[0] is { } location:
                return evaluator.AddressOf(location);
            case "AsRef" when call.Method.Parameters[0].Type is IPointerTypeSymbol:
                return call.Arguments[0];
            case "SizeOf":
                return evaluator.SizeOf(call.Method.TypeArguments[0]);
            case "GetReference":
                return evaluator.Values.PointerOf(call.Arguments[0]);
            case "CreateSpan" or "CreateReadOnlySpan" when call.ArgumentLocations[0] is { } first:
                return evaluator.Values.Buffer(evaluator.AddressOf(first), call.Arguments[1]);
            default:
                return null;
        }
    }
}
