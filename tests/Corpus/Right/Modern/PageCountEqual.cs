using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The page count computed twice by equal expressions, or kept in a struct beside the pair.
public sealed unsafe class PageCountEqual<THal>(Device device)
    where THal : struct, IHal
{
    private readonly record struct Region(DmaAllocation Memory, nuint Pages)
    {
        public bool IsValid => Memory.Paddr != default;
    }

    private static Region Allocate(int entries, int size)
    {
        nuint pages = HalConstants.PagesFor((nuint)(entries * size));
        return new Region(THal.DmaAlloc(pages, Both), pages);
    }

    public int Run(int entries)
    {
        Region region = Allocate(entries, 16);
        if (!region.IsValid)
        {
            return -12;
        }

        device.Program(region.Memory.Paddr, entries * 16);
        device.Wait(10);
        device.Reset();
        return THal.DmaDealloc(region.Memory.Paddr, region.Memory.Vaddr, region.Pages);
    }

    public int RunTwice(nuint bytes)
    {
        var (paddr, vaddr) = THal.DmaAlloc((bytes + 4095) / 4096, Both);
        if (paddr.Value == 0)
        {
            return -12;
        }

        *(ulong*)vaddr = bytes;
        device.Program(paddr, (int)bytes);
        device.Reset();
        return THal.DmaDealloc(paddr, vaddr, (bytes + 4095) / 4096);
    }
}
