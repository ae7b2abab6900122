namespace Hal.TwoWitnesses.Programs;

/// <summary>A statement without blocks, as source on one line.</summary>
internal sealed record Line(string Text) : Statement;
