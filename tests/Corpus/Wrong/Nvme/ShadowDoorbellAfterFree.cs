using Hal;
using Devices;

// Follows a fix in SPDK, 46e531bdea.
/// <summary>An NVMe queue that writes its shadow doorbell after the controller's memory was freed.</summary>
public sealed unsafe class ShadowDoorbell<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _queue = new();

    public int Disconnect(uint tail)
    {
        DmaAllocation doorbells = THal.DmaAlloc(1, BufferDirection.DriverToDevice);
        if (doorbells.Paddr == default)
            return -12;

        uint* shadow = (uint*)doorbells.Vaddr;
        _queue.SetBase(doorbells.Paddr, default);
        shadow[0] = tail - 1;
        _queue.RingDoorbell();
        int status = THal.DmaDealloc(doorbells.Paddr, doorbells.Vaddr, 1);
        shadow[0] = tail; //! HAL2008
        return status;
    }
}
