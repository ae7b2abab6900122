using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Semantics;

/// <summary>What stands under the conversions and parentheses around an expression.</summary>
internal static class Conversions
{
    [return: NotNullIfNotNull(nameof(operation))]
    public static IOperation? Unconverted(this IOperation? operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation)
        {
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        }

        return operation;
    }
}
