using System.Linq;
using Hal.Analyzers.Flow.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Batches;

/// <summary>Loops over all elements of a table.</summary>
internal static class TableWalks
{
    /// <summary>Whether a loop releases none of the elements that it is shown.</summary>
    public static bool IsHarmless(IForEachLoopOperation loop, HandleUses handles) =>
        loop.Locals.Length == 1 && loop.Body.Descendants().OfType<ILocalReferenceOperation>()
            .Where(use => SymbolEqualityComparer.Default.Equals(use.Local, loop.Locals[0]))
            .All(handles.IsHarmless);
}
