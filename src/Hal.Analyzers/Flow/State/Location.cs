using System;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.State;

/// <summary>A place that holds a value: a variable, or a piece of memory that is named by the values it is reached through.</summary>
internal sealed class Location : IEquatable<Location>
{
    private Location(LocationKind kind, object? symbol, Value? owner, Value? index, Location? parent)
    {
        Kind = kind;
        Symbol = symbol;
        Owner = owner;
        Index = index;
        Parent = parent;
        Parts = owner is null ? Array.Empty<Value>() : index is null ? new[] { owner } : new[] { owner, index };
        if (parent is not null)
        {
            Parts = parent.Parts;
        }
    }

    public LocationKind Kind { get; }

    /// <summary>The variable, capture, field or property.</summary>
    public object? Symbol { get; }

    /// <summary>The object, array, span or pointer that the memory belongs to.</summary>
    public Value? Owner { get; }

    /// <summary>The index of an element.</summary>
    public Value? Index { get; }

    /// <summary>The struct that this is a member of.</summary>
    public Location? Parent { get; }

    /// <summary>The values that the location is named by.</summary>
    public Value[] Parts { get; }

    /// <summary>Whether the location is a variable of the method itself, not memory.</summary>
    public bool IsVariable => Kind == LocationKind.Variable || (Kind == LocationKind.Member && Parent!.IsVariable);

    public static Location Variable(object symbol) => new(LocationKind.Variable, symbol, null, null, null);

    /// <summary>A field or property of an object; of a type where <paramref name="owner"/> is the null value.</summary>
    public static Location Field(Value owner, ISymbol member) => new(LocationKind.Field, member, owner, null, null);

    public static Location Element(Value array, Value index) => new(LocationKind.Element, null, array, index, null);

    /// <summary>The memory that a pointer points to.</summary>
    public static Location Pointee(Value pointer) => new(LocationKind.Pointee, null, pointer, null, null);

    /// <summary>A member of a struct that is held in <paramref name="parent"/>.</summary>
    public static Location Member(Location parent, ISymbol member) => new(LocationKind.Member, member, null, null, parent);

    public bool Equals(Location? other) =>
        other is not null &&
        Kind == other.Kind &&
        ReferenceEquals(Owner, other.Owner) &&
        ReferenceEquals(Index, other.Index) &&
        (Symbol is ISymbol left && other.Symbol is ISymbol right ? SymbolEqualityComparer.Default.Equals(left, right) : Equals(Symbol, other.Symbol)) &&
        Equals(Parent, other.Parent);

    public override bool Equals(object? obj) => Equals(obj as Location);

    public override int GetHashCode()
    {
        int hash = (int)Kind;
        hash = unchecked((hash * 31) + (Symbol is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : Symbol?.GetHashCode() ?? 0));
        hash = unchecked((hash * 31) + (Owner?.Id ?? 0));
        hash = unchecked((hash * 31) + (Index?.Id ?? 0));
        return unchecked((hash * 31) + (Parent?.GetHashCode() ?? 0));
    }
}
