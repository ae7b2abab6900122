using Hal;
using Devices;

/// <summary>A virtio block device's self-test that reports when its memory is not taken back.</summary>
public sealed unsafe class BlockSelfTest<THal>
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport = new();

    public bool Run()
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.DeviceToDriver);
        if (paddr == default)
        {
            return false;
        }

        bool passed = _transport.SetQueue(0, paddr, 16) && _transport.Used(0) && vaddr[511] == 0xAA;
        _transport.Reset();
        return THal.DmaDealloc(paddr, vaddr, 1) == 0 && passed;
    }
}
