using System;
using System.Runtime.InteropServices;
using System.Threading;
using BenchmarkDotNet.Attributes;

namespace Hal.Benchmarks;

/// <summary>What an owner of DMA memory can be in C#: allocate one page, write to it, give it back.</summary>
public unsafe class DmaOwnerBenchmarks
{
    [GlobalSetup]
    public void SetUp() => Platform.Initialize();

    /// <summary>The product: a class that gives its memory back exactly once, from any thread, and has no finalizer.</summary>
    [Benchmark(Baseline = true)]
    public void Dma()
    {
        using var dma = new LoopHal.Dma(1, BufferDirection.Both);
        *dma.Vaddr(0) = 1;
    }

    /// <summary>A struct: free of charge, and given back twice as soon as it is copied.</summary>
    [Benchmark]
    public void Struct()
    {
        using var dma = new StructOwner(1);
        *dma.Pointer = 1;
    }

    /// <summary>A class whose finalizer gives the memory back, while the device may still write to it.</summary>
    [Benchmark]
    public void Finalizer()
    {
        using var dma = new FinalizedOwner(1);
        *dma.Pointer = 1;
    }

    /// <summary>The runtime's own owner of a native resource.</summary>
    [Benchmark]
    public void SafeHandle()
    {
        using var dma = new HandleOwner(1);
        *(byte*)dma.DangerousGetHandle() = 1;
    }

    private readonly struct StructOwner : IDisposable
    {
        private readonly DmaAllocation _allocation;

        public StructOwner(nuint pages) => _allocation = LoopHal.DmaAlloc(pages, BufferDirection.Both);

        public byte* Pointer => _allocation.Vaddr;

        public void Dispose() => LoopHal.DmaDealloc(_allocation.Paddr, _allocation.Vaddr, 1);
    }

    private sealed class FinalizedOwner : IDisposable
    {
        private readonly DmaAllocation _allocation;
        private int _released;

        public FinalizedOwner(nuint pages) => _allocation = LoopHal.DmaAlloc(pages, BufferDirection.Both);

        ~FinalizedOwner() => Release();

        public byte* Pointer => _allocation.Vaddr;

        public void Dispose()
        {
            Release();
            GC.SuppressFinalize(this);
        }

        private void Release()
        {
            if (Interlocked.Exchange(ref _released, 1) == 0)
            {
                LoopHal.DmaDealloc(_allocation.Paddr, _allocation.Vaddr, 1);
            }
        }
    }

    private sealed class HandleOwner : SafeHandle
    {
        private readonly DmaAllocation _allocation;

        public HandleOwner(nuint pages)
            : base(0, ownsHandle: true)
        {
            _allocation = LoopHal.DmaAlloc(pages, BufferDirection.Both);
            SetHandle((nint)_allocation.Vaddr);
        }

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle() => LoopHal.DmaDealloc(_allocation.Paddr, _allocation.Vaddr, 1) == 0;
    }
}
