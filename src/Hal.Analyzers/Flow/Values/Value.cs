using System;
using System.Collections.Generic;
using Hal.Analyzers.Flow.State;

namespace Hal.Analyzers.Flow.Values;

/// <summary>
/// A value number: what a variable holds, as far as the engine can tell. Values are interned by <see cref="ValueTable"/>, so two
/// expressions that are known to be equal have the same instance.
/// </summary>
internal sealed class Value
{
    public Value(int id, ValueKind kind, object? data, object? extra, Value[] operands, int firstBirth, int lastBirth, ValueTraits traits)
    {
        Id = id;
        Kind = kind;
        Data = data;
        Extra = extra;
        Operands = operands;
        FirstBirth = firstBirth;
        LastBirth = lastBirth;
        Traits = traits;
    }

    /// <summary>The order of creation, deterministic for a method.</summary>
    public int Id { get; }

    public ValueKind Kind { get; }

    /// <summary>What distinguishes it from others of its kind: a constant, a symbol, an operation, a token.</summary>
    public object? Data { get; }

    /// <summary>A second distinction: an operator, an index, coefficients.</summary>
    public object? Extra { get; }

    public Value[] Operands { get; }

    /// <summary>
    /// The ordinals of the first and the last block in which a part of this value is made. When a loop runs those blocks again, the
    /// value belongs to an earlier iteration. First is above last where no part is made by the method.
    /// </summary>
    public int FirstBirth { get; }

    public int LastBirth { get; }

    public ValueTraits Traits { get; }

    /// <summary>Whether a token may be a part of this value.</summary>
    public bool MentionsToken => (Traits & ValueTraits.MentionsToken) != 0;

    /// <summary>Whether whoever gets this value may get tokens with it.</summary>
    public bool MayHold => (Traits & (ValueTraits.MentionsToken | ValueTraits.MentionsObject)) != 0;

    /// <summary>Whether a part belongs to an unknown earlier iteration, so that even equal values may stand for different things.</summary>
    public bool MentionsAged => (Traits & ValueTraits.MentionsAged) != 0;

    public Token Token => (Token)Data!;

    public bool IsConstant(out long number)
    {
        if (Kind == ValueKind.Constant && Data is long value)
        {
            number = value;
            return true;
        }

        number = 0;
        return false;
    }

    public bool IsConstant(out bool truth)
    {
        if (Kind == ValueKind.Constant && Data is bool value)
        {
            truth = value;
            return true;
        }

        truth = false;
        return false;
    }

    public bool IsZero => IsConstant(out long number) && number == 0;

    public bool IsNull => Kind == ValueKind.Constant && Data is null;

    /// <summary>Whether a part of this value is made in the blocks from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public bool IsBornIn(int first, int last)
    {
        if (FirstBirth > last || LastBirth < first)
        {
            return false;
        }

        if (FirstBirth >= first || LastBirth <= last || Operands.Length == 0)
        {
            return true;
        }

        foreach (Value operand in Operands)
        {
            if (operand.IsBornIn(first, last))
            {
                return true;
            }
        }

        return false;
    }

    public override string ToString() => ValueText.Describe(this);
}
