using System.Collections.Generic;
using BenchmarkDotNet.Attributes;

namespace Hal.Benchmarks;

/// <summary>Every loop by every way to call a HAL; a figure is one operation.</summary>
public class CallBenchmarks
{
    private const int Count = 1000;
    private Variant _variant;

    /// <summary>The loops.</summary>
    public static IEnumerable<string> Rows => Variant.Rows;

    /// <summary>The loop that is measured.</summary>
    [ParamsSource(nameof(Rows))]
    public string Row { get; set; } = string.Empty;

    [GlobalSetup(Target = nameof(Direct))]
    public void SetUpDirect() => SetUp("direct");

    [GlobalSetup(Target = nameof(Binding))]
    public void SetUpBinding() => SetUp("binding");

    [GlobalSetup(Target = nameof(InterfaceReference))]
    public void SetUpInterface() => SetUp("interface");

    [GlobalSetup(Target = nameof(Delegate))]
    public void SetUpDelegate() => SetUp("delegate");

    [GlobalSetup(Target = nameof(FunctionPointer))]
    public void SetUpPointer() => SetUp("pointer");

    [GlobalSetup(Target = nameof(ClassArgument))]
    public void SetUpClass() => SetUp("class");

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public void Direct() => _variant.Run(Row, Count);

    [Benchmark(OperationsPerInvoke = Count)]
    public void Binding() => _variant.Run(Row, Count);

    [Benchmark(OperationsPerInvoke = Count)]
    public void InterfaceReference() => _variant.Run(Row, Count);

    [Benchmark(OperationsPerInvoke = Count)]
    public void Delegate() => _variant.Run(Row, Count);

    [Benchmark(OperationsPerInvoke = Count)]
    public void FunctionPointer() => _variant.Run(Row, Count);

    [Benchmark(OperationsPerInvoke = Count)]
    public void ClassArgument() => _variant.Run(Row, Count);

    private void SetUp(string variant)
    {
        Platform.Initialize();
        _variant = Variant.Of(variant);
    }
}
