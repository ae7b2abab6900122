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

    /// <summary>The rule that was broken, the same id as in the editor: <c>HAL1004</c>.</summary>
    public string RuleId { get; }
}
