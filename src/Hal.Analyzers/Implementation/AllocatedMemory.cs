using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Implementation;

/// <summary>Where a pointer that DmaAlloc returns comes from: one known allocator, and the way from there.</summary>
/// <param name="Call">The call of the allocator.</param>
/// <param name="Allocator">What it promises.</param>
/// <param name="IsMoved">Whether something was added to the pointer on the way: an alignment, an offset.</param>
/// <param name="Carriers">The expressions that had the pointer first in each method on the way: the call, and the calls of the methods
/// that return it.</param>
internal sealed record AllocatedMemory(IOperation Call, Allocator Allocator, bool IsMoved, ImmutableArray<IOperation> Carriers)
{
    // A pointer that takes longer to get from the allocator to the return is none that the rules speak of.
    private const int MostDepth = 12;

    /// <summary>The memory that each return of DmaAlloc hands out, for those returns where it certainly is an allocator's, whichever way
    /// was taken.</summary>
    public static IEnumerable<ImmutableArray<AllocatedMemory>> ReturnedBy(HalSource hal)
    {
        if (hal.Member(HalOperation.DmaAlloc) is not { } method)
        {
            yield break;
        }

        foreach (IOperation value in ReturnedValues.Of(hal, method))
        {
            if (value is IObjectCreationOperation { Arguments.Length: 2 } creation &&
                KnownTypes.Is(creation.Type, hal.Known.DmaAllocation) &&
                creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 1) is { } pointer &&
                Trace(hal, pointer.Value, 0) is { IsEmpty: false } sources)
            {
                yield return sources;
            }
        }
    }

    /// <summary>Whether any method on the way makes a pointer aligned, or tests that it is.</summary>
    public bool MeetsAlignment() =>
        Carriers.Select(HalSource.BodyAround).SelectMany(HalSource.OperationsOf).Any(operation => operation switch
    {
        IBinaryOperation binary => binary.OperatorKind is BinaryOperatorKind.And or BinaryOperatorKind.Or or BinaryOperatorKind.Remainder,
        ICompoundAssignmentOperation compound =>
            compound.OperatorKind is BinaryOperatorKind.And or BinaryOperatorKind.Or or BinaryOperatorKind.Remainder,
        IInvocationOperation call => call.TargetMethod.Name.IndexOf("align", System.StringComparison.OrdinalIgnoreCase) >= 0 &&
            Allocator.Of(call) is null && !Allocator.IsFree(call.TargetMethod),
        _ => false,
    });

    /// <summary>The allocators that a pointer may come from; null where it may come from anywhere else. A null pointer comes from
    /// nowhere.</summary>
    private static ImmutableArray<AllocatedMemory>? Trace(HalSource hal, IOperation value, int depth)
    {
        if (depth > MostDepth)
        {
            return null;
        }

        if (value.ConstantValue.HasValue || value is IDefaultValueOperation or IThrowOperation)
        {
            return ImmutableArray<AllocatedMemory>.Empty;
        }

        if (Allocator.Of(value) is { } allocator)
        {
            return ImmutableArray.Create(new AllocatedMemory(value, allocator, IsMoved: false, ImmutableArray.Create(value)));
        }

        switch (value)
        {
            case IConversionOperation { OperatorMethod: null } conversion:
                return Trace(hal, conversion.Operand, depth + 1);
            case IConversionOperation { OperatorMethod.ContainingType.SpecialType: SpecialType.System_IntPtr or
                SpecialType.System_UIntPtr } conversion:
                return Trace(hal, conversion.Operand, depth + 1);
            case IParenthesizedOperation parenthesized:
                return Trace(hal, parenthesized.Operand, depth + 1);
            case IBinaryOperation { OperatorMethod: null } sum:
                return Moved(Trace(hal, sum.LeftOperand, depth + 1) is { IsEmpty: false } left ? left
                    : Trace(hal, sum.RightOperand, depth + 1));
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return Union(Trace(hal, conditional.WhenTrue, depth + 1), Trace(hal, whenFalse, depth + 1));
            case ICoalesceOperation coalesce:
                return Union(Trace(hal, coalesce.Value, depth + 1), Trace(hal, coalesce.WhenNull, depth + 1));
            case ILocalReferenceOperation { Local: { RefKind: RefKind.None } local } reference:
                return TraceLocal(hal, local, HalSource.BodyAround(reference), depth);
            case IInvocationOperation invocation:
                return TraceCall(hal, invocation, depth);
            default:
                return null;
        }
    }

    private static ImmutableArray<AllocatedMemory>? TraceLocal(HalSource hal, ILocalSymbol local, IOperation body, int depth)
    {
        ImmutableArray<AllocatedMemory>? all = ImmutableArray<AllocatedMemory>.Empty;
        foreach (LocalWrite write in LocalWrite.Of(body, local))
        {
            if (write.IsMove)
            {
                all = Moved(all);
                continue;
            }

            ImmutableArray<AllocatedMemory>? one = write.Value is { } value ? Trace(hal, value, depth + 1)
                : write.Call is { } call && Allocator.OfFirstArgument(call) is { } allocator
                    ? ImmutableArray.Create(new AllocatedMemory(call, allocator, false, ImmutableArray.Create<IOperation>(write.Target)))
                : null;
            all = Union(all, one);
        }

        return all;
    }

    private static ImmutableArray<AllocatedMemory>? TraceCall(HalSource hal, IInvocationOperation call, int depth)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method is { Name: "AsPointer", ContainingType.Name: "Unsafe" } or
            { Name: "UnsafeAddrOfPinnedArrayElement", ContainingType.Name: "Marshal" } or
            { Name: "Alloc", ContainingType.Name: "GCHandle" })
        {
            return call.Arguments.Length > 0 ? TraceArray(hal, call.Arguments[0].Value, depth + 1) : null;
        }

        if (method is { Name: "GetArrayDataReference", ContainingType.Name: "MemoryMarshal" })
        {
            return TraceArray(hal, call.Arguments[0].Value, depth + 1);
        }

        if (method is { Name: "AddrOfPinnedObject", ContainingType.Name: "GCHandle" })
        {
            return call.Instance is { } handle ? Trace(hal, handle, depth + 1) : null;
        }

        if (hal.BodyOf(method) is not { } body)
        {
            return null;
        }

        ImmutableArray<AllocatedMemory>? all = ImmutableArray<AllocatedMemory>.Empty;
        foreach (IOperation returned in HalSource.ReturnsOf(body))
        {
            all = Union(all, Trace(hal, returned, depth + 1));
        }

        return all?.Select(source => source with { Carriers = source.Carriers.Add(call) }).ToImmutableArray();
    }

    /// <summary>The array whose element a reference names, or whose memory is pinned.</summary>
    private static ImmutableArray<AllocatedMemory>? TraceArray(HalSource hal, IOperation reference, int depth)
    {
        while (reference is IConversionOperation conversion)
        {
            reference = conversion.Operand;
        }

        return reference switch
        {
            IArrayElementReferenceOperation { Indices.Length: 1 } element when element.Indices[0].ConstantValue is { HasValue: true,
                Value: 0 } => Trace(hal, element.ArrayReference, depth),
            IArrayElementReferenceOperation element => Moved(Trace(hal, element.ArrayReference, depth)),
            _ => Trace(hal, reference, depth),
        };
    }

    private static ImmutableArray<AllocatedMemory>? Moved(ImmutableArray<AllocatedMemory>? sources) =>
        sources?.Select(source => source with { IsMoved = true }).ToImmutableArray();

    private static ImmutableArray<AllocatedMemory>? Union(ImmutableArray<AllocatedMemory>? left, ImmutableArray<AllocatedMemory>? right) =>
        left is null || right is null ? null : left.Value.AddRange(right.Value);
}
