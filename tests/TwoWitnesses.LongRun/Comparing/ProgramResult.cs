using System.Collections.Generic;
using System.Collections.Immutable;
using Hal.TwoWitnesses.Programs;

namespace Hal.TwoWitnesses.Comparing;

/// <summary>A program, what the analyzer said of it, and what its runs showed.</summary>
/// <param name="Program">The program.</param>
/// <param name="Reports">What the analyzer said.</param>
/// <param name="Seen">The rules that some run showed to be broken.</param>
/// <param name="Runs">How many runs there were.</param>
/// <param name="Disagreements">Where the two differ.</param>
/// <param name="IsTruncated">Whether there are outcomes that were not run.</param>
/// <param name="IsExact">Whether the engine kept all paths apart.</param>
internal sealed record ProgramResult(
    DriverProgram Program, ImmutableArray<Report> Reports, IReadOnlySet<string> Seen, int Runs, IReadOnlyList<Disagreement> Disagreements, bool IsTruncated, bool IsExact);
