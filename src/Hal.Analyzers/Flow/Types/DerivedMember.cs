using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Types;

/// <summary>What a readonly member holds for its object's life: a place in the DMA memory, or the pinned memory, that another readonly member owns.</summary>
/// <param name="Owner">The member with the owner of the memory.</param>
/// <param name="Kind">How the place is told.</param>
/// <param name="Offset">Where it starts, in bytes from the start of the memory.</param>
/// <param name="Length">The bytes of a buffer; null for all of the memory, and where there is no length.</param>
internal sealed record DerivedMember(ISymbol Owner, DerivedKind Kind, long Offset, long? Length);
