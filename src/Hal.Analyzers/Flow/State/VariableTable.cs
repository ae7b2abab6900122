using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.State;

/// <summary>The variables of a method, numbered in the order in which the engine meets them.</summary>
internal sealed class VariableTable
{
    private readonly Dictionary<object, int> _indices = new(Comparer);
    private readonly List<Slot> _locations = new();

    /// <summary>Tells variables apart: symbols and captures.</summary>
    public static IEqualityComparer<object> Comparer { get; } = new VariableComparer();

    public int IndexOf(object variable)
    {
        if (!_indices.TryGetValue(variable, out int index))
        {
            index = _locations.Count;
            _indices.Add(variable, index);
            _locations.Add(Slot.Variable(variable));
        }

        return index;
    }

    public bool TryGetIndex(object variable, out int index) => _indices.TryGetValue(variable, out index);

    public Slot LocationOf(object variable) => _locations[IndexOf(variable)];

    public Slot LocationAt(int index) => _locations[index];

    private sealed class VariableComparer : IEqualityComparer<object>
    {
        bool IEqualityComparer<object>.Equals(object? x, object? y) =>
            x is ISymbol left && y is ISymbol right ? SymbolEqualityComparer.Default.Equals(left, right) : Equals(x, y);

        public int GetHashCode(object variable) =>
            variable is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : variable.GetHashCode();
    }
}
