using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Haiku (ata_adapter): the bytes of the table are rounded up to one page.
internal sealed unsafe class PrdTable<THal>(Device ide)
    where THal : struct, IHal
{
    private const int Entries = 64;
    private const int TableBytes = Entries * 8;
    private const int TablePages = (TableBytes + HalConstants.PageSize - 1) / HalConstants.PageSize;

    public int ReadSector(PhysAddr target)
    {
        DmaAllocation table = THal.DmaAlloc(TablePages, DriverToDevice);
        if (table.Paddr == default)
        {
            return -12;
        }

        ide.WriteRegister(1, target.Value);
        ide.Program(table.Paddr, TableBytes);
        int error = ide.Wait(100) ? 0 : -5;
        ide.Reset();
        return THal.DmaDealloc(table.Paddr, table.Vaddr, TablePages) | error;
    }
}
