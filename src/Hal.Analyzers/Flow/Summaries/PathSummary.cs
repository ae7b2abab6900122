using System.Collections.Generic;
using Hal.Analyzers.Flow.Graph;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>What one path through a method does for its caller, in terms of what the method was given.</summary>
internal sealed class PathSummary
{
    public PathSummary(PathExit exit, ThrowInfo? thrown, ReturnedValue returned)
    {
        Exit = exit;
        Thrown = thrown;
        Returned = returned;
    }

    public PathExit Exit { get; }

    /// <summary>The exception of a path that throws.</summary>
    public ThrowInfo? Thrown { get; }

    public ReturnedValue Returned { get; }

    /// <summary>The object that the method has made and returns, where nobody else has it; null for any other value.</summary>
    public Value? Made { get; init; }

    /// <summary>What was acquired where the method returns true, which passes on the answer of the method that tried; null where it has found out itself.</summary>
    public Token? Tried { get; init; }

    /// <summary>Conditions on what the method was given, and how they came out on the path.</summary>
    public IReadOnlyList<(Value Condition, bool Truth)> Conditions { get; init; } = System.Array.Empty<(Value, bool)>();

    /// <summary>What became of what the method was given: addresses and owners, by the value they came in.</summary>
    public IReadOnlyList<EntryEffect> Entries { get; init; } = System.Array.Empty<EntryEffect>();

    /// <summary>What the method acquired and leaves to its caller.</summary>
    public IReadOnlyList<(Token Token, TokenFact Fact)> Acquired { get; init; } = System.Array.Empty<(Token, TokenFact)>();

    /// <summary>Fields that are written, and with what cannot be said: joined paths wrote different values.</summary>
    public IReadOnlyList<Slot> Unknown { get; init; } = System.Array.Empty<Slot>();

    /// <summary>What parameters by reference, captured variables and fields of what was given hold at the end.</summary>
    public IReadOnlyList<(Slot Slot, Value Value)> Writes { get; init; } = System.Array.Empty<(Slot, Value)>();

    /// <summary>The same path, where more is known of the number that it returns.</summary>
    public PathSummary Returning(NumberRange range) => new(Exit, Thrown, Returned with { Range = range })
    {
        Made = Made,
        Tried = Tried,
        Conditions = Conditions,
        Entries = Entries,
        Acquired = Acquired,
        Unknown = Unknown,
        Writes = Writes,
    };
}
