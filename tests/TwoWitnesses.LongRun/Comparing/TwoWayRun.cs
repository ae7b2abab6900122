using System;
using System.Collections.Generic;
using System.Linq;
using Hal.TwoWitnesses.Programs;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hal.TwoWitnesses.Comparing;

/// <summary>The random two-way test: the programs of a seed, each analysed and run.</summary>
internal static class TwoWayRun
{
    // As many programs as one compilation takes without needing much memory.
    private const int BatchSize = 250;

    /// <summary>Runs programs number <paramref name="first"/> and on.</summary>
    /// <param name="analyzer">The analyzer, or a mutant of it.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="first">The number of the first program.</param>
    /// <param name="count">How many programs.</param>
    /// <param name="progress">Told after each batch; says whether to go on.</param>
    public static Tally Run(DiagnosticAnalyzer analyzer, int seed, int first, int count, Func<Tally, bool>? progress = null)
    {
        var tally = new Tally();
        foreach (int[] numbers in Enumerable.Range(first, count).Chunk(BatchSize))
        {
            IEnumerable<DriverProgram> programs = numbers.Select(number => ProgramGenerator.Generate(seed, number));
            foreach (ProgramResult result in Batch.Check([.. programs], analyzer))
            {
                tally.Add(result);
            }

            if (progress?.Invoke(tally) == false)
            {
                break;
            }
        }

        return tally;
    }
}
