using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in EDK2: "MdeModulePkg/NonDiscoverablePciDeviceDxe: Allow partial FreeBuffer" (6a2b20ff97): XhciDxe freed the pages in
// front of and behind the aligned part, which an allocator of whole allocations cannot do.
public sealed unsafe class XhciPageSize<THal>
    where THal : struct, IHal
{
    private const nuint Wanted = 4;

    private readonly MmioRegion _operational;
    private readonly Device _controller;

    public XhciPageSize(MmioRegion operational, Device controller)
    {
        _operational = operational;
        _controller = controller;
    }

    public int Test()
    {
        DmaAllocation memory = THal.DmaAlloc(2 * Wanted, Both);
        if (memory.Paddr == default)
        {
            return -12;
        }

        const ulong size = Wanted * HalConstants.PageSize;
        PhysAddr aligned = memory.Paddr.Value % size == 0 ? memory.Paddr : memory.Paddr + (size - memory.Paddr.Value % size);
        _operational.Write64(0x30, aligned.Value);
        _controller.Kick();
        int error = _controller.Wait(100) ? 0 : -5;
        _controller.Reset();
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 2 * Wanted) != 0 ? -14 : error;
    }
}
