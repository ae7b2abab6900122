using System.Collections.Generic;
using System.Linq;
using Hal.TwoWitnesses.Comparing;
using Hal.TwoWitnesses.Programs;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hal.TwoWitnesses.Mutants;

/// <summary>Runs the random programs with a mutant of the engine, until a program notices it.</summary>
internal static class MutantRun
{
    private const int Seed = 1;
    private const int BatchSize = 100;

    /// <summary>After so many programs a mutant lives.</summary>
    public const int MostPrograms = 3000;

    /// <summary>The disagreement that gives a mutant away, and after how many programs; null where none does.</summary>
    public static (Disagreement Disagreement, int Programs)? Kill(DiagnosticAnalyzer mutant)
    {
        for (int first = 0; first < MostPrograms; first += BatchSize)
        {
            IEnumerable<DriverProgram> programs = Enumerable.Range(first, BatchSize).Select(number => ProgramGenerator.Generate(Seed, number));

            // A mutant may be wrong of every program: a short look at each, a long one at those that seem to give it away.
            IEnumerable<Disagreement> suspects = Batch.Check([.. programs], mutant, mostDrawn: 50).SelectMany(result => result.Disagreements);
            foreach (Disagreement suspect in suspects.DistinctBy(suspect => suspect.Program.Number).Take(10))
            {
                if (Batch.Check([suspect.Program], mutant).SelectMany(result => result.Disagreements).FirstOrDefault() is { } proof)
                {
                    return (proof, first + BatchSize);
                }
            }
        }

        return null;
    }
}
