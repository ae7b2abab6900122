using Devices;
using Hal;

/// <summary>Inside DMA memory an address is made from the region's own and the distance of a pointer.</summary>
public sealed unsafe class RegionMath<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Run(int index)
    {
        using var region = new Dma<THal>(4, BufferDirection.Both);
        byte* start = region.Vaddr(0);
        Descriptor* entry = (Descriptor*)start + index;
        PhysAddr at = region.Paddr + (ulong)((byte*)entry - start);
        _device.Program(at, sizeof(Descriptor));
        _device.Program(new PhysAddr(region.Paddr.Value + (ulong)((byte*)(entry + 1) - start)), sizeof(Descriptor));
        entry->Address = (region.Paddr + 8192).Value;
        _device.Program(region.PaddrAt((nuint)((byte*)entry - start)), sizeof(Descriptor));
    }

    public PhysAddr AddressOf(Dma<THal> region, void* inside) => region.PaddrAt((nuint)((byte*)inside - region.Vaddr(0)));
}
