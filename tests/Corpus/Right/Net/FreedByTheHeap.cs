using System.Runtime.InteropServices;
using Hal;
using Devices;

/// <summary>A network driver's admin queue: DMA memory goes back to the HAL.</summary>
public sealed unsafe class AdminCommands<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Identify(byte* result)
    {
        DmaAllocation page = THal.DmaAlloc(1, BufferDirection.DeviceToDriver);
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

        int freed = THal.DmaDealloc(page.Paddr, page.Vaddr, 1);
        return status != 0 ? status : freed;
    }
}
