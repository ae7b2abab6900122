using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: ccree - fix free of unallocated mlli buffer" (a49411959ea6): the common unmap freed the table also
// where it could not be allocated.
public sealed unsafe class CcreeAead<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public int Process(DmaBuffer source, DmaBuffer mac)
    {
        int error;
        PhysAddr data = THal.Share(source, DriverToDevice);
        PhysAddr tag = THal.Share(mac, DeviceToDriver);
        DmaAllocation table = THal.DmaAlloc(1, DriverToDevice);
        if (table.Paddr == default)
        {
            error = -12;
            goto unmapData;
        }

        ((ulong*)table.Vaddr)[0] = data.Value;
        ((ulong*)table.Vaddr)[1] = (ulong)source.Length;
        error = unit.Digest(table.Paddr, 16, tag);

        _ = THal.DmaDealloc(table.Paddr, table.Vaddr, 1);
    unmapData:
        THal.Unshare(tag, mac, DeviceToDriver);
        THal.Unshare(data, source, DriverToDevice);
        return error;
    }
}
