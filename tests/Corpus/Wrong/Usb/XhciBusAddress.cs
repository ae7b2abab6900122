using Devices;
using Hal;

namespace Drivers;

// Follows a fix in U-Boot: "xhci: translate virtual addresses into the bus's address space" (1a474559d90): the controller was told where
// the CPU sees the context.
public unsafe class XhciSlots<THal>(UsbHost host, MmioRegion operational)
    where THal : struct, IHal
{
    private const nuint DcbaaPointer = 0x30;

    public int Enable(int slots)
    {
        using var array = new Dma<THal>(1, BufferDirection.Both);
        ulong* entries = array.Pointer<ulong>(0);
        for (int i = 0; i <= slots; i++)
        {
            entries[i] = 0;
        }

        var address = new PhysAddr((ulong)entries);
        operational.Write64(DcbaaPointer, address.Value); //! HAL1015
        int rc = host.Submit(new Urb { Status = slots });
        operational.Write64(DcbaaPointer, 0);
        return rc;
    }
}
