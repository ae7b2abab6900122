using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A soak test for a HAL: many shares live at once, ended in a random order, and nothing may be left. The test keeps each share in a list
// until it ends it, and ends the rest before it asks what is held.
public static class RingSoakTest
{
    public static void Run<THal>(int rounds, int seed)
        where THal : struct, IHal
    {
        Checked<THal>.Reset();
        var random = new Random(seed);
        using var memory = new PinnedBuffer(64 * 256);
        var free = new Stack<int>();
        for (int i = 0; i < 256; i++)
        {
            free.Push(i);
        }

        var live = new List<(PhysAddr Address, int Slot, BufferDirection Direction)>();
        for (int round = 0; round < rounds; round++)
        {
            if (free.Count > 0 && random.Next(2) == 0)
            {
                int slot = free.Pop();
                BufferDirection direction = random.Next(2) == 0 ? DriverToDevice : DeviceToDriver;
                live.Add((Checked<THal>.Share(Slot(memory.Buffer, slot), direction), slot, direction));
            }
            else if (live.Count > 0)
            {
                int at = random.Next(live.Count);
                var (address, slot, direction) = live[at];
                live.RemoveAt(at);
                Checked<THal>.Unshare(address, Slot(memory.Buffer, slot), direction);
                free.Push(slot);
            }

            Expect.Same(live.Count, Checked<THal>.LiveShares);
        }

        foreach (var (address, slot, direction) in live)
        {
            Checked<THal>.Unshare(address, Slot(memory.Buffer, slot), direction);
        }

        Checked<THal>.AssertNothingHeld();
    }

    private static DmaBuffer Slot(DmaBuffer memory, int slot) => memory.Slice(slot * 64, 64);
}
