using Hal.TwoWitnesses.Programs;

namespace Hal.TwoWitnesses.Comparing;

/// <summary>A program of which the two witnesses say different things.</summary>
/// <param name="Program">The program.</param>
/// <param name="RuleId">The rule that one of them names.</param>
/// <param name="IsMissed">Whether the run showed it and the analyzer is silent; else no run shows what the analyzer says.</param>
/// <param name="Line">Where.</param>
/// <param name="Detail">The outcomes of the run, or the message of the analyzer.</param>
internal sealed record Disagreement(DriverProgram Program, string RuleId, bool IsMissed, int Line, string Detail)
{
    public override string ToString() =>
        $"// {(IsMissed ? "missed by the analyzer" : "reported and not reachable")}: line {Line}, {RuleId}: {Detail}\n{SourceWriter.Write(Program)}";
}
