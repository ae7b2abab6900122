using System;
using Devices;
using Hal;
using Hal.Testing;

namespace Drivers;

/// <summary>A driver test on the fake HAL: the device answers what it was sent.</summary>
public static class EchoTests
{
    private readonly struct Scope
    {
    }

    public static void DeviceSeesWhatWasShared()
    {
        using var request = new PinnedBuffer(32);
        request.Buffer.AsSpan().Fill(0x11);
        PhysAddr address = FakeHal<Scope>.Binding.Share(request.Buffer, BufferDirection.DriverToDevice);
        byte[] seen = new byte[32];
        FakeHal<Scope>.Device.Read(address, seen);
        FakeHal<Scope>.Binding.Unshare(address, request.Buffer, BufferDirection.DriverToDevice);
        Expect.That(Array.TrueForAll(seen, b => b == 0x11));
        Expect.Same(0, FakeHal<Scope>.LiveShares);
    }

    public static void DriverSeesWhatTheDeviceWrote()
    {
        using var reply = new PinnedBuffer(16);
        using (var shared = new SharedScope<FakeHal<Scope>.Binding>(reply.Buffer, BufferDirection.DeviceToDriver))
        {
            FakeHal<Scope>.Device.Write(shared.Paddr, [1, 2, 3, 4]);
        }

        Expect.Same((byte)3, reply.Buffer[2]);
        Expect.Same((byte)0xA5, reply.Buffer[4]);
    }

    public static void FailureOfTheSecondShareHoldsNothing()
    {
        using var buffer = new PinnedBuffer(16);
        FakeHal<Scope>.Faults.FailShare(nth: 2);
        PhysAddr first = FakeHal<Scope>.Binding.Share(buffer.Buffer, BufferDirection.DriverToDevice);
        Expect.Throws<DmaException>(() =>
        {
            PhysAddr second = FakeHal<Scope>.Binding.Share(buffer.Buffer, BufferDirection.DriverToDevice);
            FakeHal<Scope>.Binding.Unshare(second, buffer.Buffer, BufferDirection.DriverToDevice);
        });
        Expect.Same(1, FakeHal<Scope>.LiveShares);
        FakeHal<Scope>.Binding.Unshare(first, buffer.Buffer, BufferDirection.DriverToDevice);
    }
}
