using System;
using System.Globalization;

namespace Hal.Benchmarks;

/// <summary>One goal: a figure that must not be above a limit.</summary>
/// <param name="Subject">What is compared with what.</param>
/// <param name="Measured">The figure.</param>
/// <param name="Limit">The most that it may be.</param>
/// <param name="WhenMissed">Why it is missed, and what was tried: on the page where it is.</param>
internal sealed record Goal(string Subject, double Measured, double Limit, string WhenMissed = "")
{
    public bool IsMet => Measured <= Limit;

    public string Row => $"| {Subject} | {Text(Limit)} | {Text(Measured)} | {Verdict} |";

    private string Verdict => IsMet ? "met" : Limit == 0 ? "**missed**" : $"**missed** by a factor of {Text(Measured / Limit)}";

    public static string Text(double value) => value.ToString(
        Math.Abs(value) is var size && size is 0 or >= 100 ? "#,0" : size >= 10 ? "0.0" : size >= 0.1 ? "0.00" : size >= 0.001 ? "0.0000" : "0.000000", CultureInfo.InvariantCulture);
}
