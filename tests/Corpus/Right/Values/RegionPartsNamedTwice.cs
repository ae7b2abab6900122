using Devices;
using Hal;

/// <summary>Parts of a region and of a pinned buffer are named by Slice, by RawSlice and by Vaddr: all the same bytes.</summary>
public sealed unsafe class NamedTwice<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly PinnedBuffer _pinned = new(1024);

    public void Region()
    {
        using var region = new Dma<THal>(1, BufferDirection.Both);
        PhysAddr first = THal.Share(region.Slice(64, 32), BufferDirection.Both);
        PhysAddr second = THal.Share(region.RawSlice().Slice(128, 32), BufferDirection.Both);
        PhysAddr third = THal.Share(new DmaBuffer(region.Vaddr(192), 32), BufferDirection.Both);
        _device.Program(first, 32);
        _device.Program(second, 32);
        _device.Program(third, 32);
        _device.Wait(10);
        THal.Unshare(first, new DmaBuffer(region.Vaddr(0) + 64, 32), BufferDirection.Both);
        THal.Unshare(second, region.Slice(128, 32), BufferDirection.Both);
        THal.Unshare(third, region.Slice(192, 32), BufferDirection.Both);
    }

    public void Whole()
    {
        using var region = new Dma<THal>(1, BufferDirection.Both);
        PhysAddr at = THal.Share(region.RawSlice(), BufferDirection.DriverToDevice);
        _device.Start(at, HalConstants.PageSize);
        THal.Unshare(at, region.Slice(0, 4096), BufferDirection.DriverToDevice);
        PhysAddr again = THal.Share(region.Slice(0, (int)region.Length), BufferDirection.DriverToDevice);
        THal.Unshare(again, region.RawSlice(), BufferDirection.DriverToDevice);
    }

    public void Pinned(int length)
    {
        PhysAddr at = THal.Share(_pinned.Buffer.Slice(0, length), BufferDirection.DriverToDevice);
        _device.Start(at, length);
        THal.Unshare(at, new DmaBuffer(_pinned.Buffer.Pointer, length), BufferDirection.DriverToDevice);
    }
}
