using System;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.State;

/// <summary>A place that holds a value: a variable, or a piece of memory that is named by the values it is reached through.</summary>
internal sealed class Slot : IEquatable<Slot>
{
    private Slot(SlotKind kind, object? symbol, Value? owner, Value? index, Slot? parent, ITypeSymbol? type = null, bool isInRange = false)
    {
        Type = type;
        Kind = kind;
        Symbol = symbol;
        Owner = owner;
        Index = index;
        Parent = parent;
        IsInRange = isInRange;
        Parts = owner is null ? Array.Empty<Value>() : index is null ? new[] { owner } : new[] { owner, index };
        if (parent is not null)
        {
            Parts = parent.Parts;
        }
    }

    public SlotKind Kind { get; }

    /// <summary>The variable, capture, field or property; the type of an element.</summary>
    public object? Symbol { get; }

    /// <summary>The type of what a field, property or member holds.</summary>
    public ITypeSymbol? Type { get; }

    /// <summary>The object, array, span or pointer that the memory belongs to.</summary>
    public Value? Owner { get; }

    /// <summary>The index of an element.</summary>
    public Value? Index { get; }

    /// <summary>Whether the owner of an element is a range of memory, a span or a buffer, and no array: the one knows its pointer, the other is pinned.</summary>
    public bool IsInRange { get; }

    /// <summary>The struct that this is a member of.</summary>
    public Slot? Parent { get; }

    /// <summary>The values that the location is named by.</summary>
    public Value[] Parts { get; }

    /// <summary>Whether the location is a variable of the method itself, not memory.</summary>
    public bool IsVariable => Kind == SlotKind.Variable || (Kind == SlotKind.Member && Parent!.IsVariable);

    public static Slot Variable(object symbol) => new(SlotKind.Variable, symbol, null, null, null);

    /// <summary>A field or property of an object; of a type where <paramref name="owner"/> is the null value.</summary>
    public static Slot Field(Value owner, ISymbol member) => new(SlotKind.Field, Members.Canonical(member), owner, null, null, Members.TypeOf(member));

    /// <summary>The same, where the member is known by its canonical form and the type by the use.</summary>
    public static Slot Field(Value owner, ISymbol canonical, ITypeSymbol type) => new(SlotKind.Field, canonical, owner, null, null, type);

    /// <summary>An element of an array; the type tells how far apart two of them are.</summary>
    public static Slot Element(Value array, Value index, ITypeSymbol? type) => new(SlotKind.Element, type, array, index, null);

    /// <summary>An element of a span or buffer.</summary>
    public static Slot ElementInRange(Value range, Value index, ITypeSymbol? type) => new(SlotKind.Element, type, range, index, null, isInRange: true);

    /// <summary>The memory that a pointer points to.</summary>
    public static Slot Pointee(Value pointer) => new(SlotKind.Pointee, null, pointer, null, null);

    /// <summary>A member of a struct that is held in <paramref name="parent"/>.</summary>
    public static Slot Member(Slot parent, ISymbol member) => new(SlotKind.Member, Members.Canonical(member), null, null, parent, Members.TypeOf(member));

    /// <summary>The same, where the member is known by its canonical form and the type by the use.</summary>
    public static Slot Member(Slot parent, ISymbol canonical, ITypeSymbol type) => new(SlotKind.Member, canonical, null, null, parent, type);

    public bool Equals(Slot? other) =>
        other is not null &&
        Kind == other.Kind &&
        ReferenceEquals(Owner, other.Owner) &&
        ReferenceEquals(Index, other.Index) &&
        (Symbol is ISymbol left && other.Symbol is ISymbol right ? SymbolEqualityComparer.Default.Equals(left, right) : Equals(Symbol, other.Symbol)) &&
        Equals(Parent, other.Parent);

    public override bool Equals(object? obj) => Equals(obj as Slot);

    public override int GetHashCode()
    {
        int hash = (int)Kind;
        hash = unchecked((hash * 31) + (Symbol is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : Symbol?.GetHashCode() ?? 0));
        hash = unchecked((hash * 31) + (Owner?.Id ?? 0));
        hash = unchecked((hash * 31) + (Index?.Id ?? 0));
        return unchecked((hash * 31) + (Parent?.GetHashCode() ?? 0));
    }
}
