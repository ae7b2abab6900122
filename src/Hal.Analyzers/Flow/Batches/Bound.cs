using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Batches;

/// <summary>An index or a number of elements: a constant, or one that is not known plus a constant.</summary>
/// <param name="Symbol">The parameter or local that never changes, or whose Length it is; null for a constant.</param>
/// <param name="IsLength">Whether the length of what the symbol holds is meant, not its value.</param>
/// <param name="Offset">What is added.</param>
internal sealed record Bound(ISymbol? Symbol, bool IsLength, long Offset)
{
    public static Bound Constant(long value) => new(null, false, value);

    public bool IsConstant => Symbol is null;

    public Bound Plus(long distance) => this with { Offset = Offset + distance };

    /// <summary>How far this is above another bound, where that is certain.</summary>
    public long? Minus(Bound other) =>
        IsLength == other.IsLength && SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol) ? Offset - other.Offset : null;

    public override string ToString() => (Symbol, Offset) switch
    {
        (null, _) => Offset.ToString(System.Globalization.CultureInfo.InvariantCulture),
        (_, 0) => Name,
        (_, < 0) => $"{Name} - {-Offset}",
        _ => $"{Name} + {Offset}",
    };

    private string Name => IsLength ? Symbol!.Name + ".Length" : Symbol!.Name;
}
