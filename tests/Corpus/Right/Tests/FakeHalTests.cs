using System;
using Devices;
using Hal;
using Hal.Testing;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Tests of a driver over the fake HAL.</summary>
public sealed unsafe class FakeHalTests
{
    private sealed class Scope;

    public void EchoComesBack()
    {
        FakeHal<Scope>.Reset();
        using (var memory = new PinnedBuffer(64))
        {
            memory.Buffer.AsSpan().Fill(7);
            PhysAddr paddr = FakeHal<Scope>.Binding.Share(memory.Buffer, Both);
            byte first = FakeHal<Scope>.Device.Read<byte>(paddr);
            FakeHal<Scope>.Device.Write(paddr, (byte)(first + 1));
            FakeHal<Scope>.Binding.Unshare(paddr, memory.Buffer, Both);
            Expect.Same((byte)8, memory.Buffer[0]);
        }

        FakeHal<Scope>.AssertClean();
    }

    public void NothingIsHeldWhenASecondShareFails()
    {
        FakeHal<Scope>.Reset();
        FakeHal<Scope>.Faults.FailShare(nth: 2);
        using var request = new PinnedBuffer(16);
        using var reply = new PinnedBuffer(16);
        Expect.Throws<DmaException>(() => Exchange(request.Buffer, reply.Buffer));
        Expect.Same(0, FakeHal<Scope>.LiveShares);
        FakeHal<Scope>.AssertClean();
    }

    private static byte Exchange(DmaBuffer request, DmaBuffer reply)
    {
        using var outgoing = new SharedScope<FakeHal<Scope>.Binding>(request, DriverToDevice);
        using (var incoming = new SharedScope<FakeHal<Scope>.Binding>(reply, DeviceToDriver))
        {
            FakeHal<Scope>.Device.Write(incoming.Paddr, (byte)1);
        }

        return reply[0];
    }

    public void AllocationIsZeroedAndGivenBack()
    {
        FakeHal<Scope>.Reset();
        if (!FakeHal<Scope>.Dma.TryCreate(2, Both, out var ring))
        {
            throw new InvalidOperationException("no memory");
        }

        Expect.That(ring.AsSpan().IndexOfAnyExcept((byte)0) < 0);
        Expect.Same(1, FakeHal<Scope>.LiveAllocations);
        ring.Dispose();
        FakeHal<Scope>.AssertClean();
    }

    public void ADeviceFaultIsSeen()
    {
        FakeHal<Scope>.Reset();
        using var memory = new PinnedBuffer(32);
        PhysAddr paddr = FakeHal<Scope>.Binding.Share(memory.Buffer, DriverToDevice);
        Expect.That(!FakeHal<Scope>.Device.TryWrite(paddr, [1, 2, 3]));
        FakeHal<Scope>.Binding.Unshare(paddr, memory.Buffer, DriverToDevice);
        Expect.Same(1, FakeHal<Scope>.TakeDeviceFaults().Count);
    }
}
