using System.Collections.Generic;

namespace Hal;

/// <summary>Counts the broken contracts of one HAL and hands them on: to the callback, and as an exception.</summary>
internal sealed class Violations
{
    private readonly string _hal;
    private readonly SortedDictionary<string, long> _byRule = new(System.StringComparer.Ordinal);
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
        }

        HalEventSource.Log.Violation(_hal, ruleId, message);
        options.OnViolation?.Invoke(violation);
        if (options.ThrowOnViolation)
        {
            throw violation;
        }
    }

    public void Clear()
    {
        lock (_byRule)
        {
            _byRule.Clear();
            _count = 0;
        }
    }
}
