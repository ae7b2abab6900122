using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in U-Boot: "sata: dwc_ahsata: Fix incorrect free" (cdff6fba32d): what was freed is the port's own structure, which came
// from another allocation.
public sealed unsafe class DwcAhsata<THal>(Device controller)
    where THal : struct, IHal
{
    public int StartPort()
    {
        DmaAllocation ports = THal.DmaAlloc(1, Both);
        if (ports.Paddr == default)
        {
            return -12;
        }

        DmaAllocation tables = THal.DmaAlloc(2, Both);
        if (tables.Paddr == default)
        {
            _ = THal.DmaDealloc(ports.Paddr, ports.Vaddr, 1);
            return -12;
        }

        controller.Program(tables.Paddr, 8192);
        bool ready = controller.Wait(1000);
        controller.Reset();
        int status = THal.DmaDealloc(tables.Paddr, tables.Vaddr, 2);
        _ = THal.DmaDealloc(ports.Paddr, ports.Vaddr, 1);
        return ready ? status : -110;
    }
}
