using System.Collections.Generic;

namespace Hal.TwoWitnesses.Comparing;

/// <summary>What many programs came to.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, int> _findings = [];

    public Tally()
    {
        foreach (string rule in Fragment.Rules)
        {
            _findings.Add(rule, 0);
        }
    }

    public int Programs { get; private set; }

    public long Runs { get; private set; }

    /// <summary>Programs with at least one finding.</summary>
    public int Flagged { get; private set; }

    /// <summary>Programs whose outcomes were not all run.</summary>
    public int Sampled { get; private set; }

    /// <summary>Programs all of whose paths the engine kept apart.</summary>
    public int Exact { get; private set; }

    /// <summary>Programs without an array, and those of them that are exact.</summary>
    public (int Programs, int Exact) WithoutArrays { get; private set; }

    /// <summary>Findings by rule; a rule of the fragment that nobody reported is 0.</summary>
    public IReadOnlyDictionary<string, int> Findings => _findings;

    public List<Disagreement> Disagreements { get; } = [];

    public void Add(ProgramResult result)
    {
        Programs++;
        Runs += result.Runs;
        Flagged += result.Reports.IsEmpty ? 0 : 1;
        Exact += result.IsExact ? 1 : 0;
        if (!result.Program.HasArrays)
        {
            WithoutArrays = (WithoutArrays.Programs + 1, WithoutArrays.Exact + (result.IsExact ? 1 : 0));
        }

        Sampled += result.IsTruncated ? 1 : 0;
        Disagreements.AddRange(result.Disagreements);
        foreach (Report report in result.Reports)
        {
            if (_findings.TryGetValue(report.RuleId, out int count))
            {
                _findings[report.RuleId] = count + 1;
            }
        }
    }
}
