using Hal.Analyzers.Flow.State;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Events;

/// <summary>The end of a token's life on a path.</summary>
internal sealed class PathEnd
{
    public PathEnd(PathEndKind kind, SyntaxNode place, Decision? trail)
    {
        Kind = kind;
        Place = place;
        Trail = trail;
    }

    public PathEndKind Kind { get; }

    /// <summary>The return, the throw, the assignment that overwrites the last holder.</summary>
    public SyntaxNode Place { get; }

    /// <summary>The field that keeps what nobody releases.</summary>
    public ISymbol? Keeper { get; init; }

    /// <summary>The member that drops what the field holds.</summary>
    public IMethodSymbol? Dropper { get; init; }

    /// <summary>The condition on which a callback forgets it.</summary>
    public string? Condition { get; init; }

    /// <summary>The element of an array or collection that every release leaves out, or every release on the path.</summary>
    public string? Element { get; init; }

    /// <summary>The branches that led there.</summary>
    public Decision? Trail { get; }
}
