namespace Hal.Testing;

/// <summary>What the conformance suite found out about one contract.</summary>
/// <param name="Contract">The number of the contract, such as <c>I5</c>.</param>
/// <param name="Promise">What a HAL promises by it.</param>
/// <param name="Outcome">Whether the HAL keeps it.</param>
/// <param name="Evidence">What was tried, and for a failure what came of it.</param>
public sealed record ContractResult(string Contract, string Promise, ConformanceOutcome Outcome, string Evidence)
{
    /// <summary>One line, such as <c>I5   Failed       The pages are zeroed: byte 17 of 2 pages is 0xff</c>.</summary>
    public override string ToString() => $"{Contract,-4} {Outcome,-12} {Promise}: {Evidence}";
}
