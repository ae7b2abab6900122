using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Types;

/// <summary>The memory that a buffer names in every member of its type alike.</summary>
/// <param name="Root">The readonly member that the memory is reached from; null where only the length is known.</param>
/// <param name="Offset">How far it starts behind what the root names, in bytes.</param>
/// <param name="Length">Its length in bytes; null where it is not known.</param>
internal sealed record BufferPlace(ISymbol? Root, long Offset, long? Length)
{
    /// <summary>Whether two buffers certainly start elsewhere, or are of another length.</summary>
    public bool Differs(BufferPlace other) => StartsElsewhere(other) || (Length is { } mine && other.Length is { } theirs && mine != theirs);

    public bool StartsElsewhere(BufferPlace other) => Root is not null && SymbolEqualityComparer.Default.Equals(Root, other.Root) && Offset != other.Offset;
}
