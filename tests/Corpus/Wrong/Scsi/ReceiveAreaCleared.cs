using System.Runtime.InteropServices;
using Hal;
using Devices;

// Like fixes in Linux (drivers/scsi, a response area that is initialised by the driver).
/// <summary>A SCSI driver that clears a response area which was allocated for the device alone to write.</summary>
public sealed unsafe class ResponseArea<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _adapter = new();

    public int Query(uint opcode)
    {
        DmaAllocation area = THal.DmaAlloc(2, BufferDirection.DeviceToDriver);
        if (area.Paddr == default)
        {
            return -12;
        }

        NativeMemory.Clear(area.Vaddr, 2 * HalConstants.PageSize); //! HAL2011
        int status = _adapter.Execute(opcode, default, area.Paddr);
        int first = area.Vaddr[0];
        return THal.DmaDealloc(area.Paddr, area.Vaddr, 2) == 0 && status == 0 ? first : -5;
    }
}
