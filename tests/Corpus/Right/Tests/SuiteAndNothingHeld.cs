using System;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Devices;
using Hal;
using Hal.Testing;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The tests of a platform's HAL: the suite, and that nothing is held after a driver ran.</summary>
public static class PlatformTests
{
    [SuppressMessage("Design", "CA1052")]
    private struct Bench
    {
    }

    public static void MeetsEveryContract()
    {
        ConformanceReport report = HalConformance.Run<FakeHal<Bench>.Binding>(new ConformanceOptions { Seed = 7, Threads = 4 });
        report.ThrowIfFailed();
        foreach (ContractResult result in report.Results)
        {
            Expect.That(result.Outcome != ConformanceOutcome.Failed);
        }
    }

    public static void DeviceSeesWhatTheDriverWrote()
    {
        FakeHal<Bench>.Reset();
        using (var memory = new PinnedBuffer(64))
        {
            memory.Buffer.AsSpan().Fill(0x3C);
            PhysAddr paddr = FakeHal<Bench>.Binding.Share(memory.Buffer, DriverToDevice);
            Span<byte> seen = stackalloc byte[64];
            FakeHal<Bench>.Device.Read(paddr, seen);
            FakeHal<Bench>.Binding.Unshare(paddr, memory.Buffer, DriverToDevice);
            Expect.That(seen.IndexOfAnyExcept((byte)0x3C) < 0);
        }

        FakeHal<Bench>.AssertClean();
    }

    public static void DriverSeesWhatTheDeviceWrote()
    {
        FakeHal<Bench>.Reset();
        using var memory = new PinnedBuffer(sizeof(uint));
        using (var shared = new SharedScope<FakeHal<Bench>.Binding>(memory.Buffer, DeviceToDriver))
        {
            FakeHal<Bench>.Device.Write(shared.Paddr, 0xC0FFEEu);
        }

        Expect.Same(0xC0FFEEu, BinaryPrimitives.ReadUInt32LittleEndian(memory.Buffer.AsReadOnlySpan()));
        FakeHal<Bench>.AssertClean();
    }

    public static void DeviceIsRefusedAfterUnshare()
    {
        FakeHal<Bench>.Reset();
        using var memory = new PinnedBuffer(16);
        PhysAddr paddr = FakeHal<Bench>.Binding.Share(memory.Buffer, Both);
        FakeHal<Bench>.Binding.Unshare(paddr, memory.Buffer, Both);
        Expect.That(!FakeHal<Bench>.Device.TryWrite(paddr, [1, 2, 3]));
        _ = FakeHal<Bench>.TakeDeviceFaults();
    }
}
