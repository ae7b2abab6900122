using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Batches;

/// <summary>That something was done with a local table that may release what is in it.</summary>
/// <param name="Table">The local array or collection.</param>
/// <param name="Indices">The elements that it was done with; null where that is not seen.</param>
/// <param name="IsClearing">Whether the table is emptied: what was in it is lost, if nothing else was done with it before.</param>
/// <param name="IsLoan">Whether nothing can be released by it alone: an address is shown to a device.</param>
internal readonly record struct TableOpening(ILocalSymbol Table, IndexRange? Indices, bool IsLoan, bool IsClearing = false);
