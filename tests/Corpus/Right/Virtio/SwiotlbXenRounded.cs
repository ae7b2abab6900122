using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "swiotlb-xen: use actually allocated size on check physical continuous": allocated by order, released by the
// size that was asked for.
public sealed unsafe class SwiotlbXen<THal>(Mailbox hypervisor)
    where THal : struct, IHal
{
    public int Exchange(nuint pages)
    {
        nuint rounded = pages * 2;
        var (address, memory) = THal.DmaAlloc(rounded, Both);
        if (address == default)
        {
            return -12;
        }

        int error = hypervisor.Execute(11, address);
        *(ulong*)memory = 0;
        int status = THal.DmaDealloc(address, memory, rounded);
        return error != 0 ? error : status;
    }
}
