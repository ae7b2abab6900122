using System.Collections.Immutable;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.State;

/// <summary>The range of a number that nothing has been established about: what its type can hold.</summary>
internal static class NaturalRange
{
    private static readonly NumberRange Count = Between(0, int.MaxValue);

    public static NumberRange Of(Value number) => number.Kind switch
    {
        ValueKind.Parameter => OfType(((IParameterSymbol)number.Data!).Type),
        ValueKind.Memory or ValueKind.Member => number.Data switch
        {
            IFieldSymbol field => OfType(field.Type),
            IPropertySymbol { Name: "Count" or "Length", Type.SpecialType: SpecialType.System_Int32 } => Count,
            IPropertySymbol property => OfType(property.Type),
            _ => NumberRange.All,
        },
        ValueKind.Pure when (PureOperator)number.Data! == PureOperator.Length || number.Extra is BufferPart.Length => Count,
        ValueKind.Result when number.Data is IOperation operation && number.Extra is 0 => OfType(operation.Type),
        _ => NumberRange.All,
    };

    private static NumberRange OfType(ITypeSymbol? type)
    {
        // An enum holds what its names say, or any other number.
        if (!Numbers.IsIntegral(type))
        {
            return NumberRange.All;
        }

        int bits = Numbers.Width(type) * 8;
        if (bits is 0 or 64)
        {
            return Numbers.IsUnsigned(type) ? Between(0, long.MaxValue) : NumberRange.All;
        }

        return Numbers.IsUnsigned(type) ? Between(0, (1L << bits) - 1) : Between(-(1L << (bits - 1)), (1L << (bits - 1)) - 1);
    }

    private static NumberRange Between(long minimum, long maximum) => new(minimum, maximum, ImmutableArray<long>.Empty);
}
