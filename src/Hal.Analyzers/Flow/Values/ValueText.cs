using System.Linq;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Values;

/// <summary>A value as text, for debugging and for failing tests.</summary>
internal static class ValueText
{
    public static string Describe(Value value) => value.Kind switch
    {
        ValueKind.Constant => value.Data?.ToString() ?? "null",
        ValueKind.This => "this",
        ValueKind.Parameter or ValueKind.Unassigned => ((ISymbol)value.Data!).Name,
        ValueKind.Linear => "(" + string.Join(" + ", value.Operands.Select((term, index) => $"{((LinearSum)value.Extra!).Coefficients[index]}*{term}")) +
            $" + {((LinearSum)value.Extra!).Constant})",
        ValueKind.Member => $"{value.Operands[0]}.{((ISymbol)value.Data!).Name}",
        ValueKind.Pure => $"{value.Data}({string.Join(", ", value.Operands.AsEnumerable())})",
        ValueKind.Buffer => $"[{value.Operands[0]}, {value.Operands[1]}]",
        ValueKind.TokenAddress or ValueKind.TokenPointer or ValueKind.TokenHandle => $"{value.Kind}({value.Data})",
        _ => $"{value.Kind}#{value.Id}" + (value.Operands.Length == 0 ? string.Empty : $"({string.Join(", ", value.Operands.AsEnumerable())})"),
    };
}
