using Devices;
using Hal;

/// <summary>A part of DMA memory is shared like any buffer; the rest of the region is used meanwhile.</summary>
public sealed unsafe class PartOfRegion<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run()
    {
        using var region = new Dma<THal>(2, BufferDirection.Both);
        DmaBuffer command = region.Slice(0, 64);
        command[0] = 0x28;
        PhysAddr at = THal.Share(command, BufferDirection.DriverToDevice);
        region.Vaddr(4096)[0] = 1;
        region.Slice(128, 64).AsSpan().Clear();
        _device.Program(at, 64);
        _device.Wait(10);
        THal.Unshare(at, command, BufferDirection.DriverToDevice);
        region.AsSpan().Clear();
        return region.Vaddr(64)[0];
    }
}
