using System.Collections.Immutable;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.State;

/// <summary>The bounds that a number has from what it is, before any test.</summary>
internal static class NaturalRange
{
    public static NumberRange Of(Value number) => IsNeverNegative(number)
        ? new NumberRange(0, long.MaxValue, ImmutableArray<long>.Empty)
        : NumberRange.All;

    private static bool IsNeverNegative(Value number) => number.Kind switch
    {
        ValueKind.Parameter => Numbers.IsUnsigned(((IParameterSymbol)number.Data!).Type),
        ValueKind.Memory or ValueKind.Member => number.Data switch
        {
            IFieldSymbol field => Numbers.IsUnsigned(field.Type),
            IPropertySymbol property => Numbers.IsUnsigned(property.Type),
            _ => false,
        },
        ValueKind.Pure => (PureOperator)number.Data! == PureOperator.Length || number.Extra is BufferPart.Length,
        ValueKind.Result => number.Data is IOperation operation && number.Extra is 0 && Numbers.IsUnsigned(operation.Type),
        _ => false,
    };
}
