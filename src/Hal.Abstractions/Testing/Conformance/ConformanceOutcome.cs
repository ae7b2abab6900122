namespace Hal.Testing;

/// <summary>What the conformance suite found out about one contract.</summary>
public enum ConformanceOutcome
{
    /// <summary>No breach was found.</summary>
    Passed,

    /// <summary>The HAL breaks the contract; the evidence says how.</summary>
    Failed,

    /// <summary>It could not be found out here; the evidence says what is missing.</summary>
    NotTestable,
}
