using Hal;
using Devices;

/// <summary>C12: memory that is shared once at a time, or for reading only.</summary>
public sealed unsafe class SharesOfShares<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void TwiceToWrite(DmaBuffer buffer)
    {
        PhysAddr first = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _device.Submit(first);
        THal.Unshare(first, buffer, BufferDirection.DeviceToDriver);
        PhysAddr second = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _device.Submit(second);
        THal.Unshare(second, buffer, BufferDirection.DeviceToDriver);
    }

    public void PartOfWhole(byte* page)
    {
        DmaBuffer whole = new(page, 4096);
        DmaBuffer part = new(page + 1024, 1024);
        PhysAddr outer = THal.Share(whole, BufferDirection.DriverToDevice);
        PhysAddr inner = THal.Share(part, BufferDirection.DriverToDevice);
        _device.Submit(outer);
        _device.Submit(inner);
        THal.Unshare(inner, part, BufferDirection.DriverToDevice);
        THal.Unshare(outer, whole, BufferDirection.DriverToDevice);
    }

    public void Overlapping(byte* data)
    {
        var head = new Shared<THal>(new DmaBuffer(data, 20), BufferDirection.Both);
        var body = new Shared<THal>(new DmaBuffer(data + 20, 100), BufferDirection.DriverToDevice);
        _device.Submit(head.Paddr);
        _device.Submit(body.Paddr);
        body.Unshare();
        head.Unshare();
    }

    public void SlicesOfOneBuffer(DmaBuffer buffer)
    {
        using var first = new SharedScope<THal>(buffer.Slice(0, 512), BufferDirection.DeviceToDriver);
        using var second = new SharedScope<THal>(buffer.Slice(512, 512), BufferDirection.DeviceToDriver);
        _device.Submit(first.Paddr);
        _device.Submit(second.Paddr);
    }
}
