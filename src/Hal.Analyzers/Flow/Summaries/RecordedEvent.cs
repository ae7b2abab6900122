using System.Collections.Generic;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Values;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>Something that a method does with what it was given, that its callers' rules need to hear of.</summary>
/// <param name="Subject">The address, pointer or owner, in the method's values.</param>
/// <param name="Size">The number of bytes of an access; null when unknown.</param>
/// <param name="Access">How memory is touched; null for another event.</param>
/// <param name="End">How memory ends; null for another event. With none of the three, the device gets the address.</param>
/// <param name="SharedAs">The direction in which the memory is shared; null for another event.</param>
/// <param name="Conditions">What the method has found out on the way there about what it was given.</param>
internal sealed record RecordedEvent(
    Value Subject, Value? Size, AccessKind? Access, MemoryEnd? End, Value? SharedAs, IReadOnlyList<(Value Condition, bool Truth)> Conditions);
