using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (RDMA, qedr): a configuration that fails has freed the table, and the caller frees it again.
internal sealed unsafe class PageBufferList<THal>(Device nic)
    where THal : struct, IHal
{
    private const nuint Pages = 2;

    private static void Free(PhysAddr address, byte* table)
    {
        if (THal.DmaDealloc(address, table, Pages) != 0)
        {
            throw new DmaException("the table was not given back");
        }
    }

    public int Test()
    {
        var (address, table) = THal.DmaAlloc(Pages, DriverToDevice);
        if (address == default)
        {
            return -12;
        }

        int error = nic.Start(address, 2 * HalConstants.PageSize);
        if (error < 0)
        {
            Free(address, table);
        }
        else
        {
            nic.Wait(10);
            nic.Reset();
        }

        Free(address, table); //! HAL2003
        return error;
    }
}
