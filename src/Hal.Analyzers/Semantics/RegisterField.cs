using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Semantics;

/// <summary>A field or property that holds registers and never anything else but null.</summary>
/// <param name="IsRegion">Whether it is a MmioRegion, not a pointer.</param>
/// <param name="Size">The size of what is mapped in bytes; null where it is not a constant, or not always the same.</param>
/// <param name="Place">Where it is mapped, or where the member is given what is mapped.</param>
internal sealed record RegisterField(bool IsRegion, long? Size, SyntaxNode Place);
