using System;
using System.Collections.Generic;
using System.Linq;

namespace Hal.Testing;

/// <summary>What the conformance suite found out about a HAL, contract by contract.</summary>
public sealed class ConformanceReport
{
    internal ConformanceReport(string hal, IReadOnlyList<ContractResult> results)
    {
        Hal = hal;
        Results = results;
    }

    /// <summary>The name of the HAL.</summary>
    public string Hal { get; }

    /// <summary>One result for each contract, in their order.</summary>
    public IReadOnlyList<ContractResult> Results { get; }

    /// <summary>Whether no contract failed. What is not testable does not count.</summary>
    public bool Passed => Results.All(result => result.Outcome != ConformanceOutcome.Failed);

    /// <summary>Throws where a contract failed.</summary>
    /// <exception cref="HalException">The HAL breaks a contract; the message has the whole report.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
        {
            throw new HalException(ToString());
        }
    }

    /// <summary>The report as a table, one line a contract.</summary>
    public override string ToString() =>
        string.Join(Environment.NewLine, Results.Select(result => result.ToString()).Prepend($"{Hal} against the contracts of a HAL:"));
}
