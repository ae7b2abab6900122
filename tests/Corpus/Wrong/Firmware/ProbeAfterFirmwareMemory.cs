using Hal;
using Devices;

// Follows a fix in iPXE, f0ceb70cb.
/// <summary>A boot firmware's network driver whose probe forgets the firmware's memory when the link query fails.</summary>
public sealed unsafe class BootNic<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _firmware = new();
    private DmaAllocation _memory;

    public int Probe()
    {
        int rc;
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both); //! HAL2002
        if (memory.Paddr == default)
        {
            rc = -12;
            goto errorMemory;
        }

        if ((rc = _firmware.Execute(0, memory.Paddr)) != 0)
            goto errorVersion;

        if ((rc = _firmware.Execute(4, memory.Paddr)) != 0)
            goto errorMemory;

        _memory = memory;
        return 0;

    errorVersion:
        rc = THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1) == 0 ? rc : -71;
    errorMemory:
        return rc;
    }

    public int Remove() => THal.DmaDealloc(_memory.Paddr, _memory.Vaddr, 1);
}
