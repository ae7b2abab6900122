using Hal;
using Devices;

/// <summary>An NVMe queue pair whose release pairs each address with its own pointer.</summary>
public sealed unsafe class QueuePair<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _admin = new();

    public int Probe()
    {
        DmaAllocation submission = THal.DmaAlloc(1, BufferDirection.DriverToDevice);
        if (submission.Paddr == default)
            return -12;

        DmaAllocation completion = THal.DmaAlloc(1, BufferDirection.DeviceToDriver);
        if (completion.Paddr == default)
            return THal.DmaDealloc(submission.Paddr, submission.Vaddr, 1) == 0 ? -12 : -5;

        _admin.SetBase(submission.Paddr, completion.Paddr);
        int command = _admin.Submit(6, default, default);
        int status = THal.DmaDealloc(submission.Paddr, submission.Vaddr, 1);
        status |= THal.DmaDealloc(completion.Paddr, completion.Vaddr, 1);
        return command < 0 ? command : status;
    }
}
