using System;

namespace Hal.Testing;

/// <summary>Ends the test of a contract with its outcome.</summary>
internal sealed class TrialEnd : Exception
{
    public TrialEnd(ConformanceOutcome outcome, string evidence)
        : base(evidence) => Outcome = outcome;

    public ConformanceOutcome Outcome { get; }
}
