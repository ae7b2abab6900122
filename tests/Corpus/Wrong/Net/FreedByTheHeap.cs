using System.Runtime.InteropServices;
using Hal;
using Devices;

// Follows a fix in DPDK, 0e72dbf2d3.
/// <summary>A network driver's admin queue: DMA memory that is given to the heap's free instead of back to the HAL.</summary>
public sealed unsafe class AdminCommands<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Identify(byte* result)
    {
        DmaAllocation page = THal.DmaAlloc(1, BufferDirection.DeviceToDriver); //! HAL2002 (no fix: handed over)
        if (page.Paddr == default)
        {
            return -12;
        }

        int status = _device.Start(page.Paddr, HalConstants.PageSize);
        if (status == 0)
        {
            _device.Wait(1000);
            NativeMemory.Copy(page.Vaddr, result, HalConstants.PageSize);
        }

        NativeMemory.Free(page.Vaddr);
        return status;
    }
}
