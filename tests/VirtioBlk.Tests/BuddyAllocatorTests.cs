using System;
using System.Collections.Generic;
using System.Linq;
using Virtio.Platforms.VhostUser;
using Xunit;

namespace Virtio.Tests;

/// <summary>The allocator of the shared region against a plain model.</summary>
public sealed class BuddyAllocatorTests
{
    private const int Length = 1 << 20;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Blocks_never_overlap_are_aligned_and_all_come_back(int seed)
    {
        var random = new Random(seed);
        var allocator = new BuddyAllocator(Length);
        var live = new Dictionary<int, int>();
        for (int i = 0; i < 20_000; i++)
        {
            if (live.Count > 0 && random.Next(100) < 48)
            {
                (int offset, int length) = live.ElementAt(random.Next(live.Count));
                Assert.True(allocator.Free(offset, length));
                Assert.False(allocator.Free(offset, length), "freed twice");
                live.Remove(offset);
                continue;
            }

            int wanted = random.Next(1, 1 << random.Next(1, 18));
            int block = allocator.Allocate(wanted);
            if (block >= 0)
            {
                int size = Math.Max(512, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)wanted));
                Assert.Equal(0, block % size);
                Assert.True(block + size <= Length);
                Assert.DoesNotContain(live, other => block < other.Key + other.Value && other.Key < block + wanted);
                live.Add(block, wanted);
            }
        }

        foreach ((int offset, int length) in live)
        {
            Assert.True(allocator.Free(offset, length));
        }

        Assert.Equal(0, allocator.Allocate(Length)); // everything joined again
        Assert.Equal(-1, allocator.Allocate(1));
    }

    [Fact]
    public void What_was_not_taken_is_not_given_back()
    {
        var allocator = new BuddyAllocator(Length);
        int block = allocator.Allocate(5000);
        Assert.False(allocator.Free(block, 512));
        Assert.False(allocator.Free(block + 512, 5000));
        Assert.False(allocator.Free(block + 1, 5000));
        Assert.True(allocator.Free(block, 8192)); // the same block
        Assert.Equal(-1, allocator.Allocate(Length + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BuddyAllocator(3000));
    }
}
