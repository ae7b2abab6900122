using Devices;
using Hal;

/// <summary>A part of a region is shared and unshared; then the region is given back.</summary>
public sealed class ShareOfRegion<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run()
    {
        using var region = new Dma<THal>(1, BufferDirection.Both);
        DmaBuffer part = region.Slice(256, 256);
        PhysAddr shareAt = THal.Share(part, BufferDirection.Both);
        _device.Program(shareAt, part.Length);
        _device.Program(region.PaddrAt(0), 256);
        _device.Wait(10);
        THal.Unshare(shareAt, part, BufferDirection.Both);
        return part[0] + region.RawSlice()[1];
    }

    public unsafe int RunRaw()
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.Both);
        if (paddr == default)
        {
            return -12;
        }

        var whole = new DmaBuffer(vaddr, HalConstants.PageSize);
        PhysAddr shareAt = THal.Share(whole, BufferDirection.DriverToDevice);
        _device.Start(shareAt, whole.Length);
        THal.Unshare(shareAt, whole, BufferDirection.DriverToDevice);
        return THal.DmaDealloc(paddr, vaddr, 1);
    }
}
