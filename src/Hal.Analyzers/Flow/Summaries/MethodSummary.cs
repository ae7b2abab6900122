using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>What a method does for its callers, path by path. Inferred once for a compilation, the same in any order.</summary>
internal sealed class MethodSummary
{
    /// <summary>Nothing is known: the method is recursive, too large, or has no body.</summary>
    public static readonly MethodSummary Unknown = new(System.Array.Empty<PathSummary>());

    public MethodSummary(IReadOnlyList<PathSummary> paths)
    {
        Returns = paths.Where(path => path.Exit == PathExit.Return).ToArray();
        Throws = paths.Where(path => path.Exit != PathExit.Return).ToArray();
    }

    public bool IsKnown => Returns.Count + Throws.Count > 0;

    public IReadOnlyList<PathSummary> Returns { get; }

    public IReadOnlyList<PathSummary> Throws { get; }

    /// <summary>The values that the tokens came in which the method was given.</summary>
    public IReadOnlyDictionary<int, Value> EntriesByToken { get; init; } = new Dictionary<int, Value>();

    public MemoryEffects Effects { get; init; } = new();

    /// <summary>What the method does with what it was given, other than to release it.</summary>
    public IReadOnlyList<RecordedEvent> Events { get; init; } = System.Array.Empty<RecordedEvent>();

    /// <summary>Whether nothing becomes of what a parameter brings: it is not released, kept or handed on.</summary>
    public bool LeavesAlone(IParameterSymbol parameter) =>
        IsKnown && Returns.Concat(Throws).All(path => path.Entries.All(effect => effect.IsKept || !Concerns(effect.Entry, parameter)));

    /// <summary>Whether a value is a parameter, or is made of it.</summary>
    public static bool Concerns(Value value, IParameterSymbol parameter) =>
        (value is { Kind: ValueKind.Parameter, Data: ISymbol given } && SymbolEqualityComparer.Default.Equals(given, parameter.OriginalDefinition)) ||
        value.Operands.Any(operand => Concerns(operand, parameter));
}
