using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in EDK2: "MdeModulePkg: XhciDxe: Fix USB reset issue: use after free" (e69d7653b9): the dequeue pointer was set from the
// ring that had been freed.
public sealed unsafe class XhciReset<THal>(MmioRegion doorbells)
    where THal : struct, IHal
{
    public void ResetEndpoint(ref Dma<THal> ring)
    {
        doorbells.Write32(0x00, 0);
        Dma<THal> fresh = new(1, Both);
        uint* link = fresh.Pointer<uint>(4080);
        link[3] = 6 << 10;
        doorbells.Write64(0x18, fresh.Paddr.Value | 1);
        ring.Dispose();
        ring = fresh;
    }
}
