using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using Hal.Testing;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Many threads share and unshare at once; nothing may be held in the end and nobody may see another's bytes.</summary>
public static class ParallelTest
{
    private struct Stage
    {
    }

    public static void ManyThreads(int threads, int rounds)
    {
        FakeHal<Stage>.Reset();
        using var memory = new PinnedBuffer(threads * 128);
        int mixed = 0;
        Parallel.For(0, threads, thread =>
        {
            DmaBuffer mine = memory.Buffer.Slice(thread * 128, 128);
            var seen = new byte[128];
            for (int round = 0; round < rounds; round++)
            {
                mine.AsSpan().Fill((byte)thread);
                PhysAddr paddr = FakeHal<Stage>.Binding.Share(mine, Both);
                FakeHal<Stage>.Device.Read(paddr, seen);
                FakeHal<Stage>.Device.Write(paddr, seen);
                FakeHal<Stage>.Binding.Unshare(paddr, mine, Both);
                if (mine.AsReadOnlySpan().IndexOfAnyExcept((byte)thread) >= 0)
                {
                    Interlocked.Increment(ref mixed);
                }
            }
        });

        Expect.Same(0, mixed);
        FakeHal<Stage>.AssertClean();
    }

    public static void DisposeOnce(int threads)
    {
        FakeHal<Stage>.Reset();
        var region = new FakeHal<Stage>.Dma(2, Both);
        Parallel.For(0, threads, _ => region.Dispose());
        Expect.Same(0, FakeHal<Stage>.LiveAllocations);
    }
}
