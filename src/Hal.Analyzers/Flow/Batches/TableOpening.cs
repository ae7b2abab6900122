using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Batches;

/// <summary>That something was done with a local table.</summary>
/// <param name="Table">The local array or collection.</param>
/// <param name="Indices">The elements that it was done with; null where that is not seen.</param>
/// <param name="Kind">What it may have done to them.</param>
/// <param name="Position">Where it stands in the source.</param>
internal readonly record struct TableOpening(ILocalSymbol Table, IndexRange? Indices, TableOpeningKind Kind, int Position);
