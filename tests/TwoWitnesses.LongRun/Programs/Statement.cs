namespace Hal.TwoWitnesses.Programs;

/// <summary>A statement of a random program: a line of source, or something with blocks in it.</summary>
internal abstract record Statement;
