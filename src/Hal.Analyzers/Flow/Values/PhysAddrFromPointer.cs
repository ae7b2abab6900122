using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Values;

/// <summary>Marks a PhysAddr that was made from a CPU pointer. A plain number that came from a pointer is not marked: it may be meant for anything.</summary>
internal static class PhysAddrFromPointer
{
    private const string Mark = "address from pointer";

    /// <summary>The address for a number: marked where the number is a pointer.</summary>
    public static Value Make(ValueTable values, Value number) =>
        IsPointer(number) ? values.Pure(PureOperator.Other, Mark, number) : number;

    /// <summary>Whether an address is one that was made from a pointer, or lies an offset from one.</summary>
    public static bool IsIn(Value address)
    {
        if (address.Kind == ValueKind.Pure && Equals(address.Extra, Mark))
        {
            return true;
        }

        return address.Kind == ValueKind.Linear && System.Array.Exists(address.Operands, IsIn);
    }

    /// <summary>Whether a number is the pointer of a buffer or of DMA memory: of memory that a device is to be told of.</summary>
    public static bool IsOfDmaMemory(Value number) =>
        number.Kind == ValueKind.TokenPointer || number.Extra is BufferPart.Pointer or HandlePart.Pointer ||
        (number.Kind == ValueKind.Linear && number.Operands.Length == 1 && IsOfDmaMemory(number.Operands[0]));

    private static bool IsPointer(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.AddressOf or ValueKind.TokenPointer:
                return true;
            case ValueKind.Allocation:
                return !Registers.IsMapping(value);
            case ValueKind.Parameter or ValueKind.Memory or ValueKind.Member:
                return value.Data switch
                {
                    IParameterSymbol parameter => parameter.Type.TypeKind == TypeKind.Pointer,
                    IFieldSymbol field => field.Type.TypeKind == TypeKind.Pointer,
                    IPropertySymbol property => property.Type.TypeKind == TypeKind.Pointer,
                    _ => false,
                };
            case ValueKind.Result:
                return value is { Extra: 0, Data: IInvocationOperation { Type.TypeKind: TypeKind.Pointer } };
            case ValueKind.Pure:
                return (PureOperator)value.Data! == PureOperator.PinnedPointer || value.Extra is BufferPart.Pointer or HandlePart.Pointer;
            case ValueKind.Linear:
                // The distance between two pointers is a number.
                long pointers = 0;
                for (int i = 0; i < value.Operands.Length; i++)
                {
                    pointers += IsPointer(value.Operands[i]) ? ((LinearSum)value.Extra!).Coefficients[i] : 0;
                }

                return pointers != 0;
            default:
                return false;
        }
    }
}
