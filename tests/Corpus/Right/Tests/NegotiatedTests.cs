using System;
using System.Linq;
using Devices;
using Hal;
using Hal.Testing;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Unit tests of failure paths: what throws holds nothing.</summary>
public sealed class NegotiatedTests
{
    private sealed class Bus;

    public void AShareThatFailsThrows()
    {
        FakeHal<Bus>.Reset();
        FakeHal<Bus>.Faults.FailShare();
        using var memory = new PinnedBuffer(32);
        var error = Expect.Throws<DmaException>(() => FakeHal<Bus>.Binding.Share(memory.Buffer, Both));
        Expect.That(error.Message.Length > 0);
        Expect.Same(0, FakeHal<Bus>.LiveShares);
    }

    public void AnAllocationThatFailsIsToldByTryCreate()
    {
        FakeHal<Bus>.Reset();
        FakeHal<Bus>.Faults.FailAllocation(nth: 1, count: 2);
        Expect.That(!FakeHal<Bus>.Dma.TryCreate(1, Both, out _));
        Expect.Throws<DmaException>(() => new FakeHal<Bus>.Dma(1, Both));
        using var third = new FakeHal<Bus>.Dma(1, Both);
        Expect.Same(1, FakeHal<Bus>.LiveAllocations);
    }

    public void AnEmptyBufferIsRefused()
    {
        Expect.Throws<ArgumentException>(() => new PinnedBuffer(Memory<byte>.Empty));
        Expect.Throws<ArgumentOutOfRangeException>(() => new PinnedBuffer(0));
    }

    public void SharesEndInAnyOrder()
    {
        FakeHal<Bus>.Reset();
        using var memory = new PinnedBuffer(100);
        PhysAddr[] paddrs =
        [
            .. Enumerable.Range(0, 10).Select(i => FakeHal<Bus>.Binding.Share(memory.Buffer.Slice(i * 10, 10), DeviceToDriver)),
        ];
        foreach (int i in (int[])[3, 1, 4, 0, 5, 9, 2, 6, 8, 7])
        {
            FakeHal<Bus>.Device.Write(paddrs[i], (byte)i);
            FakeHal<Bus>.Binding.Unshare(paddrs[i], memory.Buffer.Slice(i * 10, 10), DeviceToDriver);
            Expect.Same((byte)i, memory.Buffer[i * 10]);
        }

        FakeHal<Bus>.AssertClean();
    }
}
