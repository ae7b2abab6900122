using Devices;
using Hal;

/// <summary>A table of DMA operations as an interface, implemented on a HAL.</summary>
public interface IDmaOperations
{
    PhysAddr Map(DmaBuffer buffer, BufferDirection direction);

    void Unmap(PhysAddr at, DmaBuffer buffer, BufferDirection direction);
}

/// <summary>The operations on any HAL.</summary>
public sealed class HalOperations<THal> : IDmaOperations
    where THal : struct, IHal
{
    public PhysAddr Map(DmaBuffer buffer, BufferDirection direction) => THal.Share(buffer, direction);

    public void Unmap(PhysAddr at, DmaBuffer buffer, BufferDirection direction) => THal.Unshare(at, buffer, direction);
}

/// <summary>A driver that knows only the interface.</summary>
public sealed class AbstractDriver
{
    private readonly IDmaOperations _dma;
    private readonly Device _device = new();

    public AbstractDriver(IDmaOperations dma) => _dma = dma;

    public bool Send(DmaBuffer data)
    {
        PhysAddr at = _dma.Map(data, BufferDirection.DriverToDevice);
        bool ok = _device.Submit(at, data.Length);
        _dma.Unmap(at, data, BufferDirection.DriverToDevice);
        return ok;
    }
}
