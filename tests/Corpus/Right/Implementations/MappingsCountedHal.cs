using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A HAL over an IOMMU that counts its mappings and their bytes, for the statistics of a hypervisor. All counters are atomic, and what a
// map did count an unmap counts back.
[HalImplementation]
public static unsafe partial class CountingHal
{
    private static readonly ConcurrentDictionary<ulong, int> s_mapped = new();
    private static long s_bytes;
    private static long s_failures;

    public static (int Mappings, long Bytes, long Failures) Figures =>
        (s_mapped.Count, Interlocked.Read(ref s_bytes), Interlocked.Read(ref s_failures));

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        void* memory = NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        NativeMemory.Clear(memory, bytes);
        ulong address = Iommu.Map(memory, bytes, true, true);
        if (address != 0)
        {
            return new DmaAllocation(new PhysAddr(address), (byte*)memory);
        }

        NativeMemory.AlignedFree(memory);
        Interlocked.Increment(ref s_failures);
        return default;
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        bool unmapped = Iommu.Unmap(paddr.Value, pages * HalConstants.PageSize);
        if (unmapped)
        {
            NativeMemory.AlignedFree(vaddr);
        }

        return unmapped ? 0 : -1;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        ulong address = Iommu.Map(
            buffer.Pointer,
            (nuint)buffer.Length,
            direction is not BufferDirection.DeviceToDriver,
            direction is not BufferDirection.DriverToDevice);
        if (address == 0)
        {
            Interlocked.Increment(ref s_failures);
            throw new DmaException("The IOMMU has no room.");
        }

        s_mapped[address] = buffer.Length;
        Interlocked.Add(ref s_bytes, buffer.Length);
        return new PhysAddr(address);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (!s_mapped.TryRemove(paddr.Value, out int length) || !Iommu.Unmap(paddr.Value, (nuint)length))
        {
            throw new HalContractException("HAL1001", $"Nothing is mapped at {paddr}.");
        }

        Interlocked.Add(ref s_bytes, -length);
    }
}
