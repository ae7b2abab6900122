using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in DPDK (net/bnx2x): the second allocation's failure returns without the first.
internal sealed unsafe class SlowPath<THal>(Device chip)
    where THal : struct, IHal
{
    private DmaAllocation _slow;
    private DmaAllocation _status;

    public int Allocate()
    {
        DmaAllocation slow = THal.DmaAlloc(2, Both); //! HAL2002
        if (slow.Paddr == default)
        {
            return -12;
        }

        DmaAllocation status = THal.DmaAlloc(1, DeviceToDriver);
        if (status.Paddr == default)
        {
            Log.Info("bnx2x: no status block");
            return -12;
        }

        chip.Program(slow.Paddr, 2 * HalConstants.PageSize);
        chip.Program(status.Paddr, HalConstants.PageSize);
        _slow = slow;
        _status = status;
        return 0;
    }

    public int Release()
    {
        chip.Reset();
        int first = THal.DmaDealloc(_slow.Paddr, _slow.Vaddr, 2);
        return first | THal.DmaDealloc(_status.Paddr, _status.Vaddr, 1);
    }
}
