using System;
using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;
using Hal.Testing;

namespace Drivers;

/// <summary>Random submissions and completions against a model, until all has come back.</summary>
public static class QueueStress
{
    private struct World
    {
    }

    public static void Run(int seed, int steps)
    {
        FakeHal<World>.Reset();
        var random = new Random(seed);
        var live = new List<(PhysAddr Address, DmaBuffer Buffer, BufferDirection Direction)>();
        using var memory = new PinnedBuffer(64 * 256);
        var free = new Stack<int>(Enumerable.Range(0, 64));
        for (int step = 0; step < steps; step++)
        {
            bool submit = live.Count == 0 || (free.Count > 0 && random.Next(2) == 0);
            if (submit)
            {
                DmaBuffer buffer = memory.Buffer.Slice(free.Pop() * 256, random.Next(1, 257));
                var direction = (BufferDirection)random.Next(3);
                live.Add((FakeHal<World>.Binding.Share(buffer, direction), buffer, direction));
            }
            else
            {
                int victim = random.Next(live.Count);
                (PhysAddr address, DmaBuffer buffer, BufferDirection direction) = live[victim];
                live[victim] = live[^1];
                live.RemoveAt(live.Count - 1);
                FakeHal<World>.Binding.Unshare(address, buffer, direction);
                free.Push(SlotOf(memory.Buffer, buffer));
            }

            Expect.Same(live.Count, FakeHal<World>.LiveShares);
        }

        foreach (var (address, buffer, direction) in live)
        {
            FakeHal<World>.Binding.Unshare(address, buffer, direction);
        }

        FakeHal<World>.AssertClean();
    }

    private static unsafe int SlotOf(DmaBuffer whole, DmaBuffer part) => (int)(part.Pointer - whole.Pointer) / 256;
}
