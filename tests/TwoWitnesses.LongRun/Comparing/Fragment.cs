using System.Collections.Frozen;

namespace Hal.TwoWitnesses.Comparing;

/// <summary>The rules on which the two witnesses must agree: those that a run can show, of mistakes that the random programs make.</summary>
internal static class Fragment
{
    public static FrozenSet<string> Rules { get; } = new[]
    {
        "HAL1001", "HAL1002", "HAL1004", "HAL1005", "HAL1006", "HAL1007", "HAL1009", "HAL1010", "HAL1011", "HAL1012", "HAL1013",
        "HAL2001", "HAL2002", "HAL2003", "HAL2004", "HAL2005", "HAL2006", "HAL2008", "HAL2010", "HAL3004",
    }.ToFrozenSet();

    // The order at one call that the rules settle. The analyzer reports a call once, by the first rule that some path breaks there.
    private static readonly FrozenDictionary<string, int> RankAtRelease = new[]
    {
        ("HAL1009", 0), ("HAL1012", 1), ("HAL1013", 2), ("HAL1004", 3), ("HAL2003", 3), ("HAL1001", 4), ("HAL2001", 4), ("HAL2005", 5),
        ("HAL1006", 6), ("HAL1005", 7), ("HAL2004", 7), ("HAL2006", 8),
    }.ToFrozenDictionary(entry => entry.Item1, entry => entry.Item2);

    /// <summary>Whether a rule is about what is left held at the end.</summary>
    public static bool IsLeak(string ruleId) => ruleId is "HAL1002" or "HAL2002";

    /// <summary>
    /// Whether the fake finds it only when the memory ends: it knows where the memory came from and not the line that touched it, and
    /// another mistake with that memory may hide it, as it may hide a leak.
    /// </summary>
    public static bool IsFoundLate(string ruleId) => ruleId is "HAL1007" or "HAL2008";

    /// <summary>
    /// Whether a finding anywhere in a program is the one word that is due for what a run saw: memory is shared again because an earlier share
    /// of it leaks, and then the leak is the mistake.
    /// </summary>
    public static bool Causes(string reported, string seen) => reported == "HAL1002" && seen == "HAL1011";

    /// <summary>
    /// Whether a run shows a rule under an id. An allocation that failed and is given back untested is to Checked one that nobody made.
    /// </summary>
    public static bool Shows(string reported, string seen) => reported == seen || (reported == "HAL2006" && seen == "HAL2001");

    /// <summary>Whether a finding at a release is the one word that is due for what a run saw there.</summary>
    public static bool Speaks(string reported, string seen) =>
        reported == seen ||
        (RankAtRelease.TryGetValue(reported, out int rank) && RankAtRelease.TryGetValue(seen, out int other) && rank < other);
}
