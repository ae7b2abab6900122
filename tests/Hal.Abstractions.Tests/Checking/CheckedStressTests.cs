using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CsCheck;
using Hal.Tests.Hals;
using Xunit;
using Strict = Hal.Tests.Hals.StrictHal<Hal.Tests.Checking.CheckedStressTests>;
using TestHal = Hal.Checked<Hal.Tests.Hals.StrictHal<Hal.Tests.Checking.CheckedStressTests>>;

namespace Hal.Tests.Checking;

/// <summary>What must hold under contention, and for every sequence of right and wrong calls.</summary>
public sealed unsafe class CheckedStressTests : IDisposable
{
    private static readonly BufferDirection[] Directions = Enum.GetValues<BufferDirection>();
    private readonly PinnedBuffer _memory = new(1024 * 1024);

    public CheckedStressTests()
    {
        TestHal.Reset();
        Strict.Reset();
        TestHal.Options = new CheckedOptions();
    }

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void Right_calls_of_many_threads_are_silent_and_none_is_lost()
    {
        const int Threads = 4;
        const int Rounds = 4000;
        Crowd.Run(Threads, thread =>
        {
            var random = new Random(thread);
            DmaBuffer own = _memory.Buffer.Slice(thread * 100_001, 100_000); // the threads' buffers meet in pages
            List<(PhysAddr Paddr, DmaBuffer Buffer, BufferDirection Direction)> live = [];
            for (int i = 0; i < Rounds; i++)
            {
                DmaBuffer buffer = own.Slice(random.Next(200) * 500, random.Next(1, 500));
                BufferDirection direction = Directions[random.Next(3)];
                if (live.TrueForAll(share => share.Buffer.Pointer != buffer.Pointer))
                {
                    live.Add((TestHal.Share(buffer, direction), buffer, direction));
                }

                if (live.Count > random.Next(40))
                {
                    int index = random.Next(live.Count);
                    TestHal.Unshare(live[index].Paddr, live[index].Buffer, live[index].Direction);
                    live.RemoveAt(index);
                }

                if (i % 16 == 0)
                {
                    new Dma<TestHal>((nuint)random.Next(1, 4), direction).Dispose();
                }
            }

            live.ForEach(share => TestHal.Unshare(share.Paddr, share.Buffer, share.Direction));
        });
        TestHal.AssertNothingHeld();
        Assert.Equal((0L, 0), (TestHal.Violations, Strict.LiveCount));
    }

    [Fact]
    public void Of_two_threads_that_end_one_share_one_is_told()
    {
        const int Rounds = 2000;
        var shares = new PhysAddr[Rounds];
        DmaBuffer[] buffers = Enumerable.Range(0, Rounds).Select(i => _memory.Buffer.Slice(i * 256, 256)).ToArray();
        for (int i = 0; i < Rounds; i++)
        {
            shares[i] = TestHal.Share(buffers[i], BufferDirection.Both);
        }

        int told = 0;
        Crowd.InStep(Rounds, round =>
        {
            try
            {
                TestHal.Unshare(shares[round], buffers[round], BufferDirection.Both);
            }
            catch (HalContractException violation) when (violation.RuleId == "HAL1004")
            {
                Interlocked.Increment(ref told);
            }
        });
        Assert.Equal(Rounds, told);
        TestHal.AssertNothingHeld();
    }

    [Fact]
    public void Of_two_threads_that_share_one_buffer_one_is_told()
    {
        const int Rounds = 2000;
        int told = 0;
        Crowd.InStep(Rounds, round =>
        {
            try
            {
                TestHal.Share(_memory.Buffer.Slice(round * 300, 256), BufferDirection.Both);
            }
            catch (HalContractException violation) when (violation.RuleId == "HAL1011")
            {
                Interlocked.Increment(ref told);
            }
        });
        Assert.Equal((Rounds, Rounds), (told, TestHal.LiveShares));
    }

    [Fact]
    public void Violations_of_many_threads_are_all_counted()
    {
        int seen = 0;
        TestHal.Options = new CheckedOptions { ThrowOnViolation = false, OnViolation = _ => Interlocked.Increment(ref seen) };
        Crowd.Run(4, _ =>
        {
            for (int i = 0; i < 5000; i++)
            {
                TestHal.Share(default, BufferDirection.Both);
            }
        });
        Assert.Equal((20_000L, 20_000L, 20_000), (TestHal.Violations, TestHal.ViolationsByRule["HAL1009"], seen));
    }

    /// <summary>
    /// Whatever the driver does, the HAL beneath sees right calls alone, and the counts are those of a simple model where the driver was
    /// right.
    /// </summary>
    [Fact]
    public void The_HAL_is_never_called_wrongly()
    {
        Gen<(
            int Kind,
            int Which,
            int Buffer,
            int Direction)> step = Gen.Select(Gen.Int[0, 9],
            Gen.Int[0, 99],
            Gen.Int[0, 19],
            Gen.Int[0, 2]);
        step.Array[1, 60].Sample(
            steps =>
            {
                TestHal.Reset();
                Strict.Reset();
                TestHal.Options = new CheckedOptions { ThrowOnViolation = false, Stacks = StackCapture.Off };
                List<(PhysAddr Paddr, DmaBuffer Buffer, BufferDirection Direction)> shares = [];
                List<(DmaAllocation Memory, nuint Pages)> memories = [];
                bool wrong = false;
                foreach ((int kind, int which, int buffer, int direction) in steps)
                {
                    DmaBuffer memory = _memory.Buffer.Slice((buffer * 64) + (which % 3), 60);
                    (PhysAddr Paddr, DmaBuffer Buffer, BufferDirection Direction) share = shares.Count == 0 ? default : shares[which % shares.Count];
                    (DmaAllocation Memory, nuint Pages) allocation = memories.Count == 0 ? default : memories[which % memories.Count];
                    switch (kind)
                    {
                        case 0 or 1 or 2:
                            // The overlap rule is tested elsewhere; here it would only end the comparison of counts.
                            wrong |= shares.Exists(live => live.Buffer.Pointer < memory.Pointer + 60 && memory.Pointer < live.Buffer.Pointer + 60);
                            shares.Add((TestHal.Share(memory, Directions[direction]), memory, Directions[direction]));
                            break;
                        case 3 or 4 when shares.Count > 0:
                            TestHal.Unshare(share.Paddr, share.Buffer, share.Direction);
                            shares.Remove(share);
                            break;
                        case 5:
                            memories.Add((TestHal.DmaAlloc((nuint)(which % 3) + 1, BufferDirection.Both), (nuint)(which % 3) + 1));
                            break;
                        case 6 when memories.Count > 0:
                            _ = TestHal.DmaDealloc(allocation.Memory.Paddr, allocation.Memory.Vaddr, allocation.Pages);
                            memories.Remove(allocation);
                            break;
                        case 7: // wrong somehow, or by chance right
                            wrong = true;
                            TestHal.Unshare(
                                which % 2 == 0 ? share.Paddr : new PhysAddr((ulong)which << 16),
                                which % 3 == 0 ? share.Buffer : memory,
                                Directions[direction]);
                            break;
                        case 8:
                            wrong = true;
                            _ = TestHal.DmaDealloc(
                                which % 2 == 0 ? allocation.Memory.Paddr : share.Paddr, which % 3 == 0 ? allocation.Memory.Vaddr : memory.Pointer, (nuint)direction);
                            break;
                        case 9:
                            wrong = true;
                            DmaOwnership.Abandon<TestHal>(which % 2 == 0 ? share.Paddr : allocation.Memory.Paddr);
                            break;
                    }

                    if (!wrong)
                    {
                        Assert.Equal((shares.Count, memories.Count, 0L), (TestHal.LiveShares, TestHal.LiveAllocations, TestHal.Violations));
                        Assert.Equal(shares.Count + memories.Count, Strict.LiveCount);
                    }
                }

                return true;
            },
            threads: 1,
            iter: 5000);
    }
}
