using System;

namespace Hal;

/// <summary>
/// A contract between driver and HAL was broken. Does not derive from <see cref="HalException"/>, because a retry must not swallow a bug.
/// </summary>
public sealed class HalContractException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="ruleId">The rule that was broken, the same id as in the editor: <c>HAL1004</c>.</param>
    /// <param name="message">What happened, with the values and the place of the share or allocation that it concerns.</param>
    public HalContractException(string ruleId, string message)
        : base(ruleId + ": " + message) => RuleId = ruleId;

    // The same violation, thrown once more where a test can see it; the place of the first is the cause.
    internal HalContractException(HalContractException earlier)
        : base(earlier.Message, earlier) => RuleId = earlier.RuleId;

    /// <summary>
    /// The rule that was broken, the same id as in the editor: <c>HAL1004</c>. For the few contracts of a HAL that no rule stands for, the
    /// number of the contract: <c>I4</c>.
    /// </summary>
    public string RuleId { get; }
}
