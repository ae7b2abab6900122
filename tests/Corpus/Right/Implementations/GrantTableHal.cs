using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A HAL of a paravirtualised guest: a page that the host sees is a grant, kept by its reference.</summary>
[HalImplementation]
public static unsafe partial class GrantHal
{
    private readonly record struct Granted(nuint Pages, nint Memory);

    private static readonly ConcurrentDictionary<ulong, Granted> s_owned = new();
    private static readonly ConcurrentDictionary<ulong, nuint> s_shares = new();

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        void* memory = NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        NativeMemory.Clear(memory, bytes);
        ulong grant = Hypervisor.Grant(memory, pages, writable: direction != DriverToDevice);
        if (grant == 0)
        {
            NativeMemory.AlignedFree(memory);
            return default;
        }

        s_owned[grant] = new Granted(pages, (nint)memory);
        return new DmaAllocation(new PhysAddr(grant), (byte*)memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (!s_owned.TryRemove(paddr.Value, out Granted granted))
        {
            return -2;
        }

        int status = Hypervisor.Revoke(paddr.Value, granted.Pages);
        if (status != 0)
        {
            s_owned[paddr.Value] = granted;
            return status;
        }

        NativeMemory.AlignedFree((void*)granted.Memory);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        nuint start = (nuint)buffer.Pointer & ~(nuint)(HalConstants.PageSize - 1);
        nuint inPage = (nuint)buffer.Pointer - start;
        nuint pages = HalConstants.PagesFor(inPage + (nuint)buffer.Length);
        ulong grant = Hypervisor.Grant((void*)start, pages, direction != DriverToDevice);
        if (grant == 0)
        {
            throw new DmaException("the host takes no more grants");
        }

        s_shares[grant + inPage] = pages;
        return new PhysAddr(grant + inPage);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (!s_shares.TryRemove(paddr.Value, out nuint pages))
        {
            throw new HalException($"no grant at {paddr}");
        }

        ulong grant = paddr.Value & ~(ulong)(HalConstants.PageSize - 1);
        if (Hypervisor.Revoke(grant, pages) != 0)
        {
            throw new HalException($"the host still uses the grant at {paddr}");
        }
    }
}
