using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.State;

/// <summary>The range of a number that nothing has been established about: what its type can hold.</summary>
internal static class NaturalRange
{
    private const int MostSpread = 32;

    private static readonly NumberRange Count = Between(0, int.MaxValue);

    public static NumberRange Of(Value number) => number.Kind switch
    {
        ValueKind.TokenAddress => Between(0, long.MaxValue),
        ValueKind.Parameter => OfType(((IParameterSymbol)number.Data!).Type),
        ValueKind.Memory or ValueKind.Member => number.Data switch
        {
            IFieldSymbol field => OfType(field.Type),
            IPropertySymbol { Name: "Count" or "Length", Type.SpecialType: SpecialType.System_Int32 } => Count,
            IPropertySymbol property => OfType(property.Type),
            _ => NumberRange.All,
        },
        ValueKind.Pure when number.Extra is BufferPart.Length && IsBufferOfShare(number.Operands[0]) => Between(1, int.MaxValue),
        ValueKind.Pure when (PureOperator)number.Data! == PureOperator.Length || number.Extra is BufferPart.Length => Count,
        ValueKind.Pure when number.Extra is BinaryOperatorKind.And && Array.Exists(number.Operands, IsMask) => Between(
            0, number.Operands.Min(operand => IsMask(operand) && operand.IsConstant(out long mask) ? mask : long.MaxValue)),
        ValueKind.Result when number.Data is IOperation operation && number.Extra is 0 => OfType(operation.Type),
        _ => NumberRange.All,
    };

    /// <summary>Whether a buffer is one that a share was made with here: the constructor refuses an empty one.</summary>
    private static bool IsBufferOfShare(Value buffer) =>
        buffer is { Kind: ValueKind.Pure, Extra: HandlePart.Buffer } && buffer.Operands[0] is { Kind: ValueKind.TokenHandle, Token.Site: not null };

    private static bool IsMask(Value operand) => operand.IsConstant(out long mask) && mask >= 0;

    private static NumberRange OfType(ITypeSymbol? type)
    {
        if (!Numbers.IsIntegral(type))
        {
            return NumberRange.All;
        }

        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum } @enum && OfNames(@enum) is { } named)
        {
            return named;
        }

        int bits = Numbers.Width(type) * 8;
        if (bits is 0 or 64)
        {
            return Numbers.IsUnsigned(type) ? Between(0, long.MaxValue) : NumberRange.All;
        }

        return Numbers.IsUnsigned(type) ? Between(0, (1L << bits) - 1) : Between(-(1L << (bits - 1)), (1L << (bits - 1)) - 1);
    }

    /// <summary>
    /// The numbers that an enum has names for. The language allows others; code that is told by one of them that nothing of the kind can be
    /// is not wrong for that. Flags are combined, and an enum with few names is a number of its own kind.
    /// </summary>
    private static NumberRange? OfNames(INamedTypeSymbol type)
    {
        if (type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "FlagsAttribute"))
        {
            return null;
        }

        long[] names = type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue)
            .Select(field => field.ConstantValue is ulong big ? unchecked((long)big) : System.Convert.ToInt64(field.ConstantValue, System.Globalization.CultureInfo.InvariantCulture))
            .Distinct().OrderBy(number => number).ToArray();
        if (names.Length < 2 || names[names.Length - 1] - names[0] is < 0 or > MostSpread)
        {
            return null;
        }

        IEnumerable<long> between = Enumerable.Range(0, (int)(names[names.Length - 1] - names[0])).Select(step => names[0] + step);
        return new NumberRange(names[0], names[names.Length - 1], between.Except(names).ToImmutableArray());
    }

    private static NumberRange Between(long minimum, long maximum) => new(minimum, maximum, ImmutableArray<long>.Empty);
}
