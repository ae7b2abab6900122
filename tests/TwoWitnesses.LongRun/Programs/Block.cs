using System.Collections.Immutable;

namespace Hal.TwoWitnesses.Programs;

/// <summary>Statements in their order.</summary>
internal sealed record Block(ImmutableArray<Statement> Statements)
{
    public static Block Of(params Statement[] statements) => new([.. statements]);
}
