using System.Collections.Generic;

namespace Hal;

/// <summary>Counts the broken contracts of one HAL and hands them on: to the callback, and as an exception.</summary>
internal sealed class Violations
{
    private const int MostKept = 100;
    private readonly string _hal;
    private readonly SortedDictionary<string, long> _byRule = new(System.StringComparer.Ordinal);
    private readonly List<HalContractException> _first = [];
    private long _count;

    public Violations(string hal) => _hal = hal;

    public long Count
    {
        get
        {
            lock (_byRule)
            {
                return _count;
            }
        }
    }

    public IReadOnlyDictionary<string, long> ByRule
    {
        get
        {
            lock (_byRule)
            {
                return new SortedDictionary<string, long>(_byRule, System.StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Counts a broken contract, and throws where the options say so. Never called under a lock.</summary>
    public void Report(CheckedOptions options, string ruleId, string message)
    {
        var violation = new HalContractException(ruleId, $"{_hal}: {message}");
        lock (_byRule)
        {
            _byRule[ruleId] = _byRule.GetValueOrDefault(ruleId) + 1;
            _count++;
            if (_first.Count < MostKept)
            {
                _first.Add(violation);
            }
        }

        HalEventSource.Log.Violation(_hal, ruleId, message);
        options.OnViolation?.Invoke(violation);
        if (options.ThrowOnViolation)
        {
            throw violation;
        }
    }

    /// <summary>The first ones since the last call.</summary>
    public HalContractException[] Take()
    {
        lock (_byRule)
        {
            HalContractException[] taken = [.. _first];
            _first.Clear();
            return taken;
        }
    }

    public void Clear()
    {
        lock (_byRule)
        {
            _byRule.Clear();
            _first.Clear();
            _count = 0;
        }
    }
}
