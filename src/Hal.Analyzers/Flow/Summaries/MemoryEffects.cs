using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>What a method may write in memory, on any path.</summary>
internal sealed class MemoryEffects
{
    /// <summary>The fields and properties that it assigns.</summary>
    public HashSet<ISymbol> Written { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Whether it runs code of this compilation that the engine cannot look into, which may write anything.</summary>
    public bool RunsUnseenCode { get; set; }
}
