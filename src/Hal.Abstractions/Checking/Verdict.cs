namespace Hal;

/// <summary>What is wrong with a release call.</summary>
/// <param name="RuleId">The rule that was broken, or <see langword="null"/> where a mistake that was reported already makes this call a
/// silent one.</param>
/// <param name="Message">What happened, with its values.</param>
/// <param name="About">The share or allocation that the report is about, whose places are added to it; default for none.</param>
/// <param name="EndsForeign">Whether the share or allocation of another HAL is the one that the call names.</param>
internal readonly record struct Verdict(string? RuleId, string Message, Hold About = default, bool EndsForeign = false)
{
    public static Verdict Silent => default;

    public string Text => Message + Describe.Places(About);
}
