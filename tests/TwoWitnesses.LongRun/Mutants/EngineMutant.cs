namespace Hal.TwoWitnesses.Mutants;

/// <summary>The engine with one mistake in it.</summary>
/// <param name="File">The file under src/Hal.Analyzers, with slashes.</param>
/// <param name="Text">What is replaced; it stands there exactly once.</param>
/// <param name="Replacement">What comes in its place.</param>
/// <param name="Mistake">What is wrong then.</param>
internal sealed record EngineMutant(string File, string Text, string Replacement, string Mistake);
