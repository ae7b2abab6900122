using Devices;
using Hal.Testing;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Tests that break contracts on purpose and expect to be told.
public sealed unsafe class ContractTests
{
    private sealed class Scope;

    private readonly PinnedBuffer _memory = new(64);

    public void The_wrong_length_is_named()
    {
        PhysAddr paddr = Checked<FakeHal<Scope>.Binding>.Share(_memory.Buffer, Both);
        var thrown = Expect.Throws<HalContractException>(
            () => Checked<FakeHal<Scope>.Binding>.Unshare(paddr, new DmaBuffer(_memory.Buffer.Pointer, 32), Both));
        Expect.Same("HAL1006", thrown.RuleId);
    }

    public void An_allocation_that_fails_is_default()
    {
        FakeHal<Scope>.Faults.FailAllocation();
        DmaAllocation memory = FakeHal<Scope>.Binding.DmaAlloc(1, Both);
        Expect.That(memory.Paddr == default);
        Expect.That(memory.Vaddr == null);
    }

    public void The_device_cannot_write_what_it_may_only_read()
    {
        using var scope = new SharedScope<FakeHal<Scope>.Binding>(_memory.Buffer, DriverToDevice);
        Expect.That(!FakeHal<Scope>.Device.TryWrite(scope.Paddr, [1]));
        Expect.Same(1, FakeHal<Scope>.TakeDeviceFaults().Count);
    }

    public void A_status_of_the_platform_comes_out_of_dispose()
    {
        var ring = new Dma<FakeHal<Scope>.Binding>(1, Both);
        FakeHal<Scope>.Faults.FailDeallocation(status: -5);
        Expect.Throws<DmaException>(ring.Dispose);
    }

    public void Conformance()
    {
        ConformanceReport report = HalConformance.Run<FakeHal<Scope>.Binding>(new ConformanceOptions { Device = FakeHal<Scope>.Device });
        report.ThrowIfFailed();
    }
}
