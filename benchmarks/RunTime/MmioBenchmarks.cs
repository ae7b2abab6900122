using System.Runtime.InteropServices;
using System.Threading;
using BenchmarkDotNet.Attributes;

namespace Hal.Benchmarks;

/// <summary>A register read and written through a checked region, and through a bare pointer.</summary>
public unsafe class MmioBenchmarks
{
    private const int Count = 1000;
    private MmioRegion _region;
    private byte* _pointer;

    [GlobalSetup]
    public void SetUp()
    {
        _pointer = (byte*)NativeMemory.AlignedAlloc(HalConstants.PageSize, HalConstants.PageSize);
        _region = new MmioRegion(_pointer, HalConstants.PageSize);
    }

    [GlobalCleanup]
    public void CleanUp() => NativeMemory.AlignedFree(_pointer);

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public void Pointer()
    {
        byte* pointer = _pointer;
        for (uint i = 0; i < Count; i++)
        {
            Volatile.Write(ref *(uint*)(pointer + 4), Volatile.Read(ref *(uint*)(pointer + (i & 63) * 4)));
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Region()
    {
        MmioRegion region = _region;
        for (uint i = 0; i < Count; i++)
        {
            region.Write32(4, region.Read32((i & 63) * 4));
        }
    }
}
