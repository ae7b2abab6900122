using System;
using System.Linq;
using Devices;
using Hal;
using Hal.Testing;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The same round trip for every direction and length that matters.</summary>
public static class RoundTripTests
{
    private struct Rig
    {
    }

    private sealed record Case(string Name, BufferDirection Direction, int Length, bool DriverWrites, bool DeviceWrites);

    private static readonly Case[] s_cases =
    [
        new("header", DriverToDevice, 16, true, false),
        new("status", DeviceToDriver, 1, false, true),
        new("page", DeviceToDriver, HalConstants.PageSize, false, true),
        new("command", Both, 64, true, true),
    ];

    public static void Run()
    {
        foreach (Case test in s_cases)
        {
            FakeHal<Rig>.Reset();
            using var memory = new PinnedBuffer(test.Length);
            if (test.DriverWrites)
            {
                memory.Buffer.AsSpan().Fill(0x11);
            }

            PhysAddr paddr = FakeHal<Rig>.Binding.Share(memory.Buffer, test.Direction);
            byte[] device = new byte[test.Length];
            if (test.DriverWrites)
            {
                FakeHal<Rig>.Device.Read(paddr, device);
                Expect.That(device.All(static b => b == 0x11));
            }

            if (test.DeviceWrites)
            {
                Array.Fill(device, (byte)0x22);
                FakeHal<Rig>.Device.Write(paddr, device);
            }

            FakeHal<Rig>.Binding.Unshare(paddr, memory.Buffer, test.Direction);
            byte expected = test.DeviceWrites ? (byte)0x22 : (byte)0x11;
            Expect.That(memory.Buffer.AsReadOnlySpan().IndexOfAnyExcept(expected) < 0);
            FakeHal<Rig>.AssertClean();
        }
    }
}
