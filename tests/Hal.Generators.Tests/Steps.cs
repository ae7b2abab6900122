using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hal.Generators.Tests;

/// <summary>What the compiler tracked of a run.</summary>
internal static class Steps
{
    /// <summary>The outputs of a step, in order.</summary>
    public static ImmutableArray<IncrementalStepRunReason> Of(GeneratorRun run, string name) =>
        run.Driver.GetRunResult().Results.Single().TrackedSteps.TryGetValue(name, out ImmutableArray<IncrementalGeneratorRunStep> steps)
            ? steps.SelectMany(step => step.Outputs).Select(output => output.Reason).ToImmutableArray()
            : ImmutableArray<IncrementalStepRunReason>.Empty;

    /// <summary>The files that were written anew or dropped, with the step and the reason: nothing, after an edit that concerns no HAL.</summary>
    public static IEnumerable<string> Rerun(GeneratorRun run)
    {
        GeneratorRunResult result = run.Driver.GetRunResult().Results.Single();
        IEnumerable<(string Step, IncrementalStepRunReason Reason)> written = Of(run, HalImplementationGenerator.Steps.Write)
            .Select(reason => (HalImplementationGenerator.Steps.Write, reason));
        IEnumerable<(string Step, IncrementalStepRunReason Reason)> outputs = result.TrackedOutputSteps
            .SelectMany(step => step.Value)
            .SelectMany(step => step.Outputs)
            .Select(output => ("output", output.Reason));
        return written.Concat(outputs)
            .Where(step => step.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))
            .Select(step => $"{step.Step}: {step.Reason}");
    }
}
