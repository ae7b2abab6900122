using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Values;

/// <summary>Memory that is a device's registers: what MmioPhysToVirt returned, in this method or into a field that holds nothing else.</summary>
internal static class Registers
{
    public const string Mapping = "MmioPhysToVirt";

    private const string Mark = "registers";

    /// <summary>Names the registers that a field holds the pointer of.</summary>
    /// <param name="values">The method's values.</param>
    /// <param name="place">Where they are mapped.</param>
    /// <param name="held">What the field holds.</param>
    /// <param name="size">The size of the mapping; null where it is not known.</param>
    public static Value OfField(ValueTable values, SyntaxNode place, Value held, Value? size) =>
        values.Pure(PureOperator.Other, (Mark, place), held, size ?? values.Null);

    public static bool IsMapping(Value value) => value.Kind switch
    {
        ValueKind.Allocation => value.Data is IInvocationOperation { TargetMethod.Name: Mapping } or
            IInvocationOperation { TargetMethod: { Name: "Map", ContainingType.Name: "MmioRegion" } },
        ValueKind.Pure => value.Extra is System.ValueTuple<string, SyntaxNode> { Item1: Mark },
        _ => false,
    };

    /// <summary>The mapping that a pointer leads into, or <see langword="null"/>. The distance between two pointers is a number.</summary>
    public static Value? MappingOf(Value pointer)
    {
        if (pointer.Kind != ValueKind.Linear)
        {
            return IsMapping(pointer) ? pointer : null;
        }

        Value? mapping = null;
        var sum = (LinearSum)pointer.Extra!;
        for (int i = 0; i < pointer.Operands.Length; i++)
        {
            if (IsMapping(pointer.Operands[i]))
            {
                if (mapping is not null || sum.Coefficients[i] != 1)
                {
                    return null;
                }

                mapping = pointer.Operands[i];
            }
        }

        return mapping;
    }

    /// <summary>Where a mapping is made.</summary>
    public static SyntaxNode? PlaceOf(Value mapping) => mapping.Kind == ValueKind.Allocation
        ? ((IOperation)mapping.Data!).Syntax
        : (mapping.Extra as System.ValueTuple<string, SyntaxNode>?)?.Item2;

    /// <summary>The size of a mapping in bytes, or <see langword="null"/> where it is not known.</summary>
    public static Value? SizeOf(MethodContext context, Value mapping)
    {
        if (mapping.Kind == ValueKind.Pure)
        {
            return mapping.Operands[1].IsNull ? null : mapping.Operands[1];
        }

        return context.Mappings.TryGetValue(mapping, out MappedWindow? window) ? window.Size : null;
    }
}
