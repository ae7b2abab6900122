using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Batches;

/// <summary>What puts elements into a local table: a statement for one of them, or a loop.</summary>
/// <param name="Indices">The elements that are certainly filled; null where that is not seen.</param>
/// <param name="Current">The element of one turn of the loop.</param>
/// <param name="Ends">Numbers that the last element is certainly one below, once the loop is through: what it runs to, what its counter or the table's says.</param>
/// <param name="Loop">The loop; null for a statement alone.</param>
internal sealed record TableFill(IndexRange? Indices, Bound? Current, ImmutableArray<Bound> Ends, ILoopOperation? Loop);
