using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// A HAL of a confidential guest: the host sees only what was granted to it, and everything else is bounced. The pool is made under a
// lock, once; DMA memory is granted for itself and revoked before it is freed.
[HalImplementation]
public static unsafe partial class GuestHal
{
    private const nuint PoolPages = 1024;

    private static readonly object s_gate = new();
    private static BouncePool? s_pool;

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        var memory = (byte*)NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        ulong granted = Hypervisor.Grant(memory, pages, writable: true);
        if (granted == 0)
        {
            NativeMemory.AlignedFree(memory);
            return default;
        }

        // Cleared behind the grant: what was there before is not for the host, and a grant may scramble it.
        NativeMemory.Clear(memory, bytes);
        return new DmaAllocation(new PhysAddr(granted), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        int status = Hypervisor.Revoke(paddr.Value, pages);
        if (status == 0)
        {
            NativeMemory.AlignedFree(vaddr);
        }

        return status;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => Pool().Share(buffer, direction);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
        Pool().Unshare(paddr, buffer, direction);

    private static BouncePool Pool()
    {
        lock (s_gate)
        {
            if (s_pool is null)
            {
                DmaAllocation memory = DmaAlloc(PoolPages, BufferDirection.Both);
                if (memory.Paddr == default)
                {
                    throw new DmaException("The host grants no memory for bounce buffers.");
                }

                s_pool = new BouncePool(memory, PoolPages * HalConstants.PageSize);
            }

            return s_pool;
        }
    }
}
