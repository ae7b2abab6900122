using System;
using System.Collections.Generic;
using Devices;
using Hal;
using Hal.Testing;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Tests of a platform's HAL by the suite, and of a driver by the fake's faults.</summary>
public sealed class ConformanceTests
{
    private sealed class Platform;

    private sealed class Faulty;

    public void ThePlatformKeepsItsPromises()
    {
        var options = new ConformanceOptions { MostPages = 16, Threads = 2, Seed = 7 };
        ConformanceReport report = HalConformance.Run<FakeHal<Platform>.Binding>(options);
        Expect.That(report.Passed);
        report.ThrowIfFailed();
    }

    public void TheCheckedHalHoldsNothingAfterwards()
    {
        Checked<FakeHal<Platform>.Binding>.Reset();
        using (var ring = new Dma<Checked<FakeHal<Platform>.Binding>>(2, Both))
        {
            ring.AsSpan()[0] = 1;
            Expect.Same(1, Checked<FakeHal<Platform>.Binding>.LiveAllocations);
        }

        Checked<FakeHal<Platform>.Binding>.AssertNothingHeld();
    }

    public void ADriverSurvivesEveryFailedShare()
    {
        for (int nth = 1; nth <= 3; nth++)
        {
            FakeHal<Faulty>.Reset();
            FakeHal<Faulty>.Faults.FailShare(nth);
            using var a = new PinnedBuffer(8);
            using var b = new PinnedBuffer(8);
            using var c = new PinnedBuffer(8);
            int mapped = MapThree<FakeHal<Faulty>.Binding>(a.Buffer, b.Buffer, c.Buffer);
            Expect.Same(nth - 1, mapped);
            Expect.Same(0, FakeHal<Faulty>.LiveShares);
        }
    }

    private static int MapThree<THal>(params DmaBuffer[] buffers)
        where THal : struct, IHal
    {
        var mapped = new Stack<Shared<THal>>();
        try
        {
            foreach (DmaBuffer buffer in buffers)
            {
                mapped.Push(new Shared<THal>(buffer, Both));
            }
        }
        catch (DmaException)
        {
            // Counted below.
        }

        int count = mapped.Count;
        while (mapped.TryPop(out Shared<THal> shared))
        {
            shared.Unshare();
        }

        return count;
    }
}
