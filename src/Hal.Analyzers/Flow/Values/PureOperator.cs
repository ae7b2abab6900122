namespace Hal.Analyzers.Flow.Values;

/// <summary>The operations whose result depends on their operands alone, and that the engine gives a meaning to.</summary>
internal enum PureOperator : byte
{
    /// <summary>Whether the operands are equal.</summary>
    Equal,

    /// <summary>Whether the first is less than the second.</summary>
    Less,

    /// <summary>The negation of a truth value.</summary>
    Not,

    /// <summary>Both of two truth values, or the bitwise and.</summary>
    And,

    /// <summary>Either of two truth values, or the bitwise or.</summary>
    Or,

    /// <summary>The pointer to the first element of an array, string or span while it is pinned.</summary>
    PinnedPointer,

    /// <summary>The number of elements of an array, string or span.</summary>
    Length,

    /// <summary>Anything else that is pure: a number that was converted, shifted, divided. Told apart by the extra data.</summary>
    Other,
}
