using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "drm/lima: fix a memleak in lima_heap_alloc": the pages of a grown heap stayed mapped when the GPU's page
// table could not be extended.
public sealed unsafe class LimaHeap<THal>(Mailbox mmu)
    where THal : struct, IHal
{
    private PhysAddr _address;
    private DmaBuffer _pages;

    public int Grow(DmaBuffer pages)
    {
        PhysAddr address = THal.Share(pages, Both); //! HAL1002
        int error = mmu.Execute(0x11, address);
        if (error < 0)
        {
            return error;
        }

        if (!_pages.IsEmpty)
        {
            THal.Unshare(_address, _pages, Both);
        }

        _address = address;
        _pages = pages;
        return 0;
    }

    public void Close()
    {
        if (!_pages.IsEmpty)
        {
            THal.Unshare(_address, _pages, Both);
            _pages = default;
        }
    }
}
