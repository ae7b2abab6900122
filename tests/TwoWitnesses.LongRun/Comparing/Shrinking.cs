using System.Collections.Generic;
using System.Linq;
using Hal.TwoWitnesses.Programs;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hal.TwoWitnesses.Comparing;

/// <summary>Makes a program on which the witnesses disagree as small as it gets.</summary>
internal static class Shrinking
{
    /// <summary>The smallest program found with a disagreement of the same kind about the same rule.</summary>
    public static Disagreement Shrink(Disagreement disagreement, DiagnosticAnalyzer analyzer)
    {
        while (Smaller(disagreement, analyzer) is { } smaller)
        {
            disagreement = smaller;
        }

        return disagreement;
    }

    private static Disagreement? Smaller(Disagreement disagreement, DiagnosticAnalyzer analyzer)
    {
        IEnumerable<Disagreement> same = Batch.Check(Shrinker.Simpler(disagreement.Program), analyzer)
            .SelectMany(result => result.Disagreements)
            .Where(other => other.RuleId == disagreement.RuleId && other.IsMissed == disagreement.IsMissed);
        return same.MinBy(other => SourceWriter.Write(other.Program).Length);
    }
}
