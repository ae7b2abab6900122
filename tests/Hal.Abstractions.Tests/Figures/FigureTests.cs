using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Linq;
using Hal.Tests.Hals;
using Xunit;

namespace Hal.Tests.Figures;

/// <summary>The live figures, read as dotnet-counters and dotnet-trace read them.</summary>
public sealed unsafe class FigureTests : IDisposable
{
    private readonly PinnedBuffer _memory = new(8192);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void A_checked_HAL_has_figures()
    {
        Checked<FreshHal<CheckedTag>>.Reset();
        PhysAddr first = Checked<FreshHal<CheckedTag>>.Share(_memory.Buffer.Slice(0, 100), BufferDirection.Both);
        PhysAddr second = Checked<FreshHal<CheckedTag>>.Share(_memory.Buffer.Slice(100, 50), BufferDirection.Both);
        Checked<FreshHal<CheckedTag>>.Unshare(first, _memory.Buffer.Slice(0, 100), BufferDirection.Both);
        var dma = new Dma<Checked<FreshHal<CheckedTag>>>(3, BufferDirection.Both);
        new Dma<Checked<FreshHal<CheckedTag>>>(2, BufferDirection.Both).Dispose();
        Assert.Throws<HalContractException>(() => Checked<FreshHal<CheckedTag>>.Share(default, BufferDirection.Both));

        Dictionary<string, long> figures = Read("FreshHal<CheckedTag>");
        Assert.Equal(
            new SortedDictionary<string, long>
            {
                ["hal.shares"] = 2, ["hal.shared_bytes"] = 150, ["hal.live_shares"] = 1, ["hal.live_bytes"] = 50, ["hal.allocations"] = 2,
                ["hal.live_allocations"] = 1, ["hal.dma_pages"] = 3, ["hal.bounces"] = 0, ["hal.bounced_bytes"] = 0, ["hal.violations HAL1009"] = 1,
            },
            new SortedDictionary<string, long>(figures));
        Checked<FreshHal<CheckedTag>>.Unshare(second, _memory.Buffer.Slice(100, 50), BufferDirection.Both);
        dma.Dispose();
        Assert.Equal(0, Read("FreshHal<CheckedTag>")["hal.live_bytes"]);
    }

    [Fact]
    public void A_metered_HAL_has_figures_without_checks()
    {
        PhysAddr first = Metered<FreshHal<MeteredTag>>.Share(_memory.Buffer.Slice(0, 100), BufferDirection.Both);
        Metered<FreshHal<MeteredTag>>.Share(_memory.Buffer.Slice(0, 50), BufferDirection.Both);
        Metered<FreshHal<MeteredTag>>.Unshare(first, _memory.Buffer.Slice(0, 100), BufferDirection.Both);
        new Dma<Metered<FreshHal<MeteredTag>>>(2, BufferDirection.Both).Dispose();
        using var dma = new Dma<Metered<FreshHal<MeteredTag>>>(3, BufferDirection.Both);
        Dictionary<string, long> figures = Read("FreshHal<MeteredTag>");
        Assert.Equal(
            (2L, 150L, 1L, 50L),
            (figures["hal.shares"], figures["hal.shared_bytes"], figures["hal.live_shares"], figures["hal.live_bytes"]));
        Assert.Equal((2L, 1L, 3L), (figures["hal.allocations"], figures["hal.live_allocations"], figures["hal.dma_pages"]));
        Assert.Equal((1L, 3L), (Metered<FreshHal<MeteredTag>>.LiveShares, Metered<FreshHal<MeteredTag>>.LivePages));
    }

    [Fact]
    public void A_metered_HAL_loses_no_count_under_contention()
    {
        Crowd.Run(4, thread =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                DmaBuffer buffer = _memory.Buffer.Slice(thread, 7);
                Metered<EndlessHal>.Unshare(Metered<EndlessHal>.Share(buffer, BufferDirection.Both), buffer, BufferDirection.Both);
            }
        });
        Dictionary<string, long> figures = Read("EndlessHal");
        Assert.Equal(
            (80_000L, 560_000L, 0L, 0L),
            (figures["hal.shares"], figures["hal.shared_bytes"], figures["hal.live_shares"], figures["hal.live_bytes"]));
    }

    [Fact]
    public void A_named_bounce_pool_has_figures_until_it_is_disposed()
    {
        using var window = new PinnedBuffer(4096);
        using (var pool = new BouncePool(new DmaAllocation(new PhysAddr(0x1000), window.Buffer.Pointer), 4096, name: "PoolOfFigureTests"))
        {
            DmaBuffer buffer = _memory.Buffer.Slice(0, 100);
            pool.Unshare(pool.Share(buffer, BufferDirection.Both), buffer, BufferDirection.Both);
            Dictionary<string, long> figures = Read("PoolOfFigureTests");
            Assert.Equal((1L, 200L), (figures["hal.bounces"], figures["hal.bounced_bytes"]));
        }

        Assert.Empty(Read("PoolOfFigureTests"));
    }

    [Fact]
    public void A_violation_is_an_event()
    {
        using var listener = new ContractListener();
        Assert.Throws<HalContractException>(() => Checked<FreshHal<EventTag>>.Share(default, BufferDirection.Both));
        object?[] payload = Assert.Single(listener.Events, payload => (string?)payload[0] == "FreshHal<EventTag>");
        Assert.Equal("HAL1009", payload[1]);
        Assert.Contains("empty buffer", (string?)payload[2]);
    }

    // The figures of one HAL, as a listener of the Meter gets them.
    private static Dictionary<string, long> Read(string hal)
    {
        var figures = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "HalGen")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            Dictionary<string, object?> named = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value);
            if (Equals(named["hal"], hal))
            {
                figures.Add(named.TryGetValue("rule", out object? rule) ? $"{instrument.Name} {rule}" : instrument.Name, value);
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return figures;
    }

    private sealed class ContractListener : EventListener
    {
        public ConcurrentQueue<object?[]> Events { get; } = new();

        protected override void OnEventSourceCreated(EventSource source)
        {
            if (source.Name == "HalGen-Contracts")
            {
                EnableEvents(source, EventLevel.Error);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs written) => Events.Enqueue([.. written.Payload!]);
    }

    private sealed class CheckedTag;

    private sealed class MeteredTag;

    private sealed class EventTag;
}
