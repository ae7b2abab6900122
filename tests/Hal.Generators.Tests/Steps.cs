using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hal.Generators.Output;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hal.Generators.Tests;

/// <summary>What the compiler tracked of a run.</summary>
internal static class Steps
{
    /// <summary>What a step gave, with the reason, in order.</summary>
    public static ImmutableArray<(object Value, IncrementalStepRunReason Reason)> Of(GeneratorRun run, string name) =>
        run.Driver.GetRunResult().Results.Single().TrackedSteps.TryGetValue(name, out ImmutableArray<IncrementalGeneratorRunStep> steps)
            ? steps.SelectMany(step => step.Outputs).ToImmutableArray()
            : ImmutableArray<(object, IncrementalStepRunReason)>.Empty;

    /// <summary>The files that were written anew or dropped.</summary>
    public static ImmutableArray<string> ChangedFiles(GeneratorRun run) =>
        Of(run, HalImplementationGenerator.Steps.Write)
            .Where(output => !IsKept(output.Reason))
            .Select(output => ((GeneratedFile)output.Value).HintName)
            .Order()
            .ToImmutableArray();

    /// <summary>The outputs, files and diagnostics alike, that were made anew or dropped.</summary>
    public static IEnumerable<IncrementalStepRunReason> ChangedOutputs(GeneratorRun run) =>
        run.Driver.GetRunResult().Results.Single().TrackedOutputSteps
            .SelectMany(step => step.Value)
            .SelectMany(step => step.Outputs)
            .Select(output => output.Reason)
            .Where(reason => !IsKept(reason));

    private static bool IsKept(IncrementalStepRunReason reason) => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;
}
