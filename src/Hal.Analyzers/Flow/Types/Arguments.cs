using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Types;

/// <summary>The arguments of an acquisition, by the names of the parameters.</summary>
internal static class Arguments
{
    public static IOperation? Of(IOperation? acquisition, string parameter)
    {
        ImmutableArray<IArgumentOperation> arguments = acquisition switch
        {
            IInvocationOperation invocation => invocation.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => ImmutableArray<IArgumentOperation>.Empty,
        };
        return arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;
    }

    /// <summary>The value of an argument that is a constant: a number, or a member of an enumeration.</summary>
    public static long? Number(IOperation acquisition, string parameter, FixedMembers members)
    {
        IOperation? value = Of(acquisition, parameter);
        while (value is IConversionOperation { ConstantValue.HasValue: false } conversion)
        {
            value = conversion.Operand;
        }

        // The count that is spelled as a size, see HalConstants.
        if (value is IInvocationOperation { TargetMethod: { Name: "PagesFor", ContainingType.Name: "HalConstants" }, Arguments.Length: 1 } rounded)
        {
            return Constant(rounded.Arguments[0].Value, members) is { } bytes ? (bytes + 4095) / 4096 : null;
        }

        return value is null ? null : Constant(value, members);
    }

    private static long? Constant(IOperation value, FixedMembers members)
    {
        Optional<object?> constant = value switch
        {
            IFieldReferenceOperation { ConstantValue.HasValue: false } field => members.ConstantOf(field.Field),
            IPropertyReferenceOperation property => members.ConstantOf(property.Property),
            _ => value.ConstantValue,
        };
        return constant is { HasValue: true, Value: byte or sbyte or short or ushort or int or uint or long }
            ? System.Convert.ToInt64(constant.Value, System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }
}
