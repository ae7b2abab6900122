namespace Hal.Analyzers.Flow.Values;

/// <summary>Memory that a program cannot write: literals, strings, constant data.</summary>
internal static class ReadOnlyData
{
    private const string Mark = "read-only data";

    /// <summary>Names the memory of a literal or constant.</summary>
    public static Value Make(ValueTable values, object source, params Value[] operands) => values.Pure(PureOperator.Other, (Mark, source), operands);

    public static bool Is(Value memory) => memory is { Kind: ValueKind.Constant, Data: string } || (memory.Kind == ValueKind.Pure && memory.Extra is System.ValueTuple<string, object> { Item1: Mark });
}
