using System.Collections.Generic;
using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace Hal.Benchmarks;

/// <summary>A share and its unshare on the checked HAL; on the HAL itself it is the row thin of <see cref="CallBenchmarks"/>.</summary>
public class CheckedBenchmarks
{
    private const int Count = 1000;

    /// <summary>How many other shares are live.</summary>
    public static IEnumerable<int> Live => CheckedLoops.LiveShares;

    /// <summary>How many other shares are live.</summary>
    [ParamsSource(nameof(Live))]
    public int LiveShares { get; set; }

    [GlobalSetup]
    public void SetUp() => Platform.Initialize();

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public void AsItComes() => CheckedLoops.AsItComes.Run(LiveShares.ToString(CultureInfo.InvariantCulture), Count);

    [Benchmark(OperationsPerInvoke = Count)]
    public void WithoutStacks() => CheckedLoops.WithoutStacks.Run(LiveShares.ToString(CultureInfo.InvariantCulture), Count);
}
