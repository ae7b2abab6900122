using System.Collections.Generic;
using System.Collections.Immutable;
using Hal.TwoWitnesses.Programs;

namespace Hal.TwoWitnesses.Comparing;

/// <summary>A program, what the analyzer said of it, and what its runs showed.</summary>
internal sealed record ProgramResult(
    DriverProgram Program, ImmutableArray<Report> Reports, int Runs, IReadOnlyList<Disagreement> Disagreements, bool IsTruncated);
