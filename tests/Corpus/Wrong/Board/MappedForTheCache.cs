using Devices;
using Hal;

namespace Drivers;

// Follows a fix in U-Boot: "dma-mapping: fix the prototype of dma_unmap_single()" (950c5968672): as long as the unmap took the pointer,
// callers threw away the address that the mapping returned and mapped for the sake of the cache alone.
public unsafe class NandChip<THal>(MmcController nand)
    where THal : struct, IHal
{
    public int Write(DmaBuffer page, DmaBuffer oob, uint row)
    {
        PhysAddr data = THal.Share(page, BufferDirection.DriverToDevice);
        THal.Share(oob, BufferDirection.DriverToDevice); //! HAL1003
        nand.SetDataAddress(data);
        int rc = nand.SendCommand(0x80, row);
        if (rc == 0 && nand.TimedOut(10))
        {
            nand.StopTransfer();
            rc = -5;
        }

        THal.Unshare(data, page, BufferDirection.DriverToDevice);
        return rc;
    }
}
