using System.Collections.Immutable;

namespace Hal.TwoWitnesses.Programs;

/// <summary>A statement made of headed blocks: if and else, try and finally, a loop, the sections of a switch.</summary>
/// <param name="Parts">The blocks in their order.</param>
/// <param name="Enclosing">What stands around all parts, such as <c>switch (x)</c>; null for most.</param>
/// <param name="Trailer">What stands behind the last part, such as the condition of a <c>do</c>; null for most.</param>
internal sealed record Compound(ImmutableArray<Part> Parts, string? Enclosing = null, string? Trailer = null) : Statement
{
    public static Compound Of(params Part[] parts) => new([.. parts]);
}
