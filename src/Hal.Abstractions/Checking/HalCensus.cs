using System.Threading;

namespace Hal;

/// <summary>Every checked HAL of the process, so that a release through the wrong one is recognised, and the figures are found.</summary>
internal static class HalCensus
{
    private static ContractLedger[] s_ledgers = [];

    public static ContractLedger[] Ledgers => Volatile.Read(ref s_ledgers);

    public static void Add(ContractLedger ledger)
    {
        ContractLedger[] before;
        ContractLedger[] after;
        do
        {
            before = Ledgers;
            after = [.. before, ledger];
        }
        while (Interlocked.CompareExchange(ref s_ledgers, after, before) != before);
    }
}
