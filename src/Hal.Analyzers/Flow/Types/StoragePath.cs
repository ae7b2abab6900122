using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Types;

/// <summary>A place that values are kept in, whichever object and index it is: the address in the tuples of a field's dictionary.</summary>
/// <param name="Root">The field, the property or the local.</param>
/// <param name="Parts">From there on: <see cref="Element"/> of an array or collection, or the number of a tuple's element.</param>
internal sealed record StoragePath(ISymbol Root, ImmutableArray<int> Parts)
{
    public const int Element = -1;

    public StoragePath(ISymbol root)
        : this(root, ImmutableArray<int>.Empty)
    {
    }

    public StoragePath Part(int part) => this with { Parts = Parts.Add(part) };

    public bool Equals(StoragePath? other) =>
        other is not null && SymbolEqualityComparer.Default.Equals(Root, other.Root) && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => (SymbolEqualityComparer.Default.GetHashCode(Root) * 31) + Parts.Length;
}
