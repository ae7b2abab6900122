using Devices;
using Hal;

/// <summary>A device wants 64 KiB alignment: more pages are allocated, the aligned part is used, the whole is given back.</summary>
public sealed unsafe class OverAligned<THal>
    where THal : struct, IHal
{
    private const nuint Alignment = 65536;
    private readonly Device _device = new();

    public int Run(nuint bytes)
    {
        nuint pages = HalConstants.PagesFor(bytes + Alignment);
        var (paddr, vaddr) = THal.DmaAlloc(pages, BufferDirection.Both);
        if (paddr == default)
        {
            return -12;
        }

        ulong slack = (Alignment - paddr.Value % Alignment) % Alignment;
        PhysAddr aligned = paddr + slack;
        byte* start = vaddr + slack;
        start[0] = 1;
        int result = _device.Start(aligned, (int)bytes);
        result += start[1];
        int status = THal.DmaDealloc(paddr, vaddr, pages);
        return status != 0 ? status : result;
    }
}
