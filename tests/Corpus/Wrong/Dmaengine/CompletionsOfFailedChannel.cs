using Hal;
using Devices;

// Follows a fix in SPDK, e4746ad40f.
/// <summary>An accelerator's channel whose error path frees the batch's descriptors and forgets the channel's completions.</summary>
public sealed unsafe class AcceleratorChannel<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private DmaAllocation _completions;
    private DmaAllocation _batch;

    public int Configure()
    {
        int rc = -12;
        DmaAllocation completions = THal.DmaAlloc(2, BufferDirection.DeviceToDriver); //! HAL2002
        if (completions.Paddr == default)
            goto fail;

        DmaAllocation batch = THal.DmaAlloc(8, BufferDirection.DriverToDevice);
        if (batch.Paddr == default)
            goto freeCompletions;

        if (!_device.Submit(batch.Paddr, 8 * HalConstants.PageSize))
        {
            rc = THal.DmaDealloc(batch.Paddr, batch.Vaddr, 8);
            goto fail;
        }

        _completions = completions;
        _batch = batch;
        return 0;

    freeCompletions:
        rc = THal.DmaDealloc(completions.Paddr, completions.Vaddr, 2) == 0 ? rc : -5;
    fail:
        return rc;
    }

    public int Release() => THal.DmaDealloc(_batch.Paddr, _batch.Vaddr, 8) | THal.DmaDealloc(_completions.Paddr, _completions.Vaddr, 2);
}
