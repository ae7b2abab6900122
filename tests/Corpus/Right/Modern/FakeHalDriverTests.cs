using Devices;
using Hal.Testing;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A unit test of a driver on the fake HAL, which plays the device through the addresses.
public sealed unsafe class FakeHalDriverTests
{
    private sealed class Scope;

    public void Echo_reads_what_the_device_wrote()
    {
        FakeHal<Scope>.Reset();
        using var memory = new PinnedBuffer(16);
        PhysAddr paddr = FakeHal<Scope>.Binding.Share(memory.Buffer, DeviceToDriver);
        FakeHal<Scope>.Device.Write(paddr, [1, 2, 3]);
        FakeHal<Scope>.Binding.Unshare(paddr, memory.Buffer, DeviceToDriver);
        Expect.That(memory.Buffer[0] == 1);
        FakeHal<Scope>.AssertClean();
    }

    public void A_share_that_fails_holds_nothing()
    {
        FakeHal<Scope>.Reset();
        FakeHal<Scope>.Faults.FailShare();
        using var memory = new PinnedBuffer(16);
        Expect.Throws<DmaException>(() => FakeHal<Scope>.Binding.Share(memory.Buffer, Both));
        Expect.Same(0, FakeHal<Scope>.LiveShares);
    }

    public void A_forgotten_share_is_found()
    {
        FakeHal<Scope>.Reset();
        using var memory = new PinnedBuffer(16);
        var leaked = new Shared<FakeHal<Scope>.Binding>(memory.Buffer, DriverToDevice);
        Expect.Throws<HalContractException>(FakeHal<Scope>.AssertClean);
        Expect.Same(1, FakeHal<Scope>.LiveShares);
        leaked.Unshare();
    }

    public void Rings_are_given_back()
    {
        FakeHal<Scope>.Reset();
        using (var ring = new Dma<Checked<FakeHal<Scope>.Binding>>(2, Both))
        {
            ring.Pointer<ulong>(8)[0] = 7;
            Expect.Same(7UL, FakeHal<Scope>.Device.Read<ulong>(ring.PaddrAt(8)));
        }

        Checked<FakeHal<Scope>.Binding>.AssertNothingHeld();
    }
}
