using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Threading;

namespace Hal;

/// <summary>
/// The live figures, as .NET's own tools read them: <c>dotnet-counters monitor --counters HalGen -p PID</c>. Every instrument is
/// observable: the numbers are counted anyway by those who keep them (<see cref="Checked{THal}"/>, <see cref="Metered{THal}"/>,
/// <see cref="BouncePool"/>), and are asked for only while a listener is there.
/// </summary>
internal static class HalMeter
{
    public const string Name = "HalGen";

    private static IFigureSource[] s_sources = [];
    private static readonly Meter Meter = Create();

    public static void Add(IFigureSource source)
    {
        IFigureSource[] before;
        do
        {
            before = Volatile.Read(ref s_sources);
        }
        while (Interlocked.CompareExchange(ref s_sources, [.. before, source], before) != before);
        GC.KeepAlive(Meter);
    }

    public static void Remove(IFigureSource source)
    {
        IFigureSource[] before;
        do
        {
            before = Volatile.Read(ref s_sources);
        }
        while (Interlocked.CompareExchange(ref s_sources, before.Where(other => other != source).ToArray(), before) != before);
    }

    private static Meter Create()
    {
        var meter = new Meter(Name);
        Counter("hal.shares", "{share}", "Shares made", figures => figures.Shares);
        Counter("hal.shared_bytes", "By", "Bytes of the shares made", figures => figures.SharedBytes);
        Live("hal.live_shares", "{share}", "Shares that are not ended yet", figures => figures.LiveShares);
        Live("hal.live_bytes", "By", "Bytes that are shared now", figures => figures.LiveBytes);
        Counter("hal.allocations", "{allocation}", "DMA allocations made", figures => figures.Allocations);
        Live("hal.live_allocations", "{allocation}", "DMA allocations that are not given back yet", figures => figures.LiveAllocations);
        Live("hal.dma_pages", "{page}", "Pages of DMA memory that are allocated now", figures => figures.LivePages);
        Counter("hal.bounces", "{share}", "Shares that went through a bounce buffer", figures => figures.Bounces);
        Counter("hal.bounced_bytes", "By", "Bytes copied into and out of bounce buffers", figures => figures.BouncedBytes);
        meter.CreateObservableCounter("hal.violations", Violations, "{violation}", "Broken contracts, by rule");
        return meter;

        void Counter(string name, string unit, string description, Func<HalFigures, long> figure) =>
            meter.CreateObservableCounter(name, () => Measure(figure), unit, description);

        void Live(string name, string unit, string description, Func<HalFigures, long> figure) =>
            meter.CreateObservableUpDownCounter(name, () => Measure(figure), unit, description);
    }

    private static IEnumerable<Measurement<long>> Measure(Func<HalFigures, long> figure) =>
        from source in s_sources
        group figure(source.Figures) by source.HalName into hal
        select new Measurement<long>(hal.Sum(), Hal(hal.Key));

    private static IEnumerable<Measurement<long>> Violations() =>
        from source in s_sources
        from violation in source.ViolationsByRule
        group violation.Value by (source.HalName, Rule: violation.Key) into rule
        select new Measurement<long>(rule.Sum(), Hal(rule.Key.HalName), new KeyValuePair<string, object?>("rule", rule.Key.Rule));

    private static KeyValuePair<string, object?> Hal(string name) => new("hal", name);
}
