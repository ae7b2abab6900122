using System;
using System.Collections.Generic;
using System.Text;

namespace Hal;

/// <content>What is held now, as a list, as text and as an assertion.</content>
internal sealed unsafe partial class ContractLedger
{
    // A report of more rows than this helps nobody; the list has them all.
    private const int MostRows = 20;

    /// <summary>What is live, the oldest first.</summary>
    public List<HeldResource> Held()
    {
        var held = new List<HeldResource>();
        using (_gate.Enter())
        {
            foreach (LiveTable table in new[] { _shares, _allocations })
            {
                for (int slot = table.After(LiveTable.None); slot != LiveTable.None; slot = table.After(slot))
                {
                    held.Add(new HeldResource(table[slot]));
                }
            }
        }

        held.Sort((left, right) => left.Sequence.CompareTo(right.Sequence));
        return held;
    }

    /// <summary>The live table as text.</summary>
    public string Report()
    {
        List<HeldResource> held = Held();
        int shares = held.FindAll(resource => resource.Kind == HeldKind.Share).Count;
        var text = new StringBuilder($"{HalName} holds {shares} shares and {held.Count - shares} allocations.");
        foreach (HeldResource resource in held.GetRange(0, Math.Min(held.Count, MostRows)))
        {
            text.AppendLine().Append(resource);
        }

        return held.Count > MostRows ? text.AppendLine().Append($"... and {held.Count - MostRows} more.").ToString() : text.ToString();
    }

    /// <summary>Throws where anything is held, whatever the options say: who asserts wants to know.</summary>
    public void AssertNothingHeld()
    {
        HalFigures figures = Figures;
        if (figures.LiveShares > 0)
        {
            Leaked("HAL1002", "every share is ended by one Unshare (contract C9)");
        }

        if (figures.LiveAllocations > 0)
        {
            Leaked("HAL2002", "all DMA memory is given back by DmaDealloc");
        }

        void Leaked(string ruleId, string duty) =>
            Violations.Report(Options with { ThrowOnViolation = true }, ruleId, $"{duty}, but {Report()}");
    }

    /// <summary>Forgets everything: what is held, what has ended, and all counts.</summary>
    public void Reset()
    {
        using (_gate.Enter())
        {
            _shares = new();
            _allocations = new();
            _sharedMemory = new();
            _allocatedMemory = new();
            _allocatedAddresses = new();
            _windows = new();
            _ended = new();
            _stacks = default;
            _figures = default;
            _sequence = 0;
            Violations.Clear();
        }
    }
}
