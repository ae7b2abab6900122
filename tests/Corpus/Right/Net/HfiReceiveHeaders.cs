using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (hfi1, media iris): DMA memory that was freed with another size than it was allocated with. Each path gives back
// the four pages of the header queue.
public sealed unsafe class ReceiveContext<THal>(Device hfi)
    where THal : struct, IHal
{
    private const nuint HeaderPages = 4;
    private const nuint TailPages = 1;

    public int RunOnce()
    {
        DmaAllocation headers = THal.DmaAlloc(HeaderPages, BufferDirection.DeviceToDriver);
        if (headers.Paddr == default)
        {
            return -12;
        }

        DmaAllocation tail = THal.DmaAlloc(TailPages, BufferDirection.DeviceToDriver);
        if (tail.Paddr == default)
        {
            _ = THal.DmaDealloc(headers.Paddr, headers.Vaddr, HeaderPages);
            return -12;
        }

        hfi.Program(headers.Paddr, (int)HeaderPages * HalConstants.PageSize);
        hfi.Program(tail.Paddr, sizeof(ulong));
        int received = hfi.Wait(100) ? (int)*(ulong*)tail.Vaddr : -110;
        hfi.Reset();
        int status = THal.DmaDealloc(tail.Paddr, tail.Vaddr, TailPages);
        status += THal.DmaDealloc(headers.Paddr, headers.Vaddr, HeaderPages);
        return status != 0 ? -5 : received;
    }
}
