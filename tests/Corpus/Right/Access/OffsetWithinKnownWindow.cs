using Devices;
using Hal;

/// <summary>A memory pool of a user-space driver: bus address of the pool plus the pointer's distance from its start.</summary>
public sealed unsafe class PoolTranslation<THal>
    where THal : struct, IHal
{
    private readonly Dma<THal> _pool;
    private readonly Device _device = new();

    public PoolTranslation(Dma<THal> pool) => _pool = pool;

    public void Send(byte* inside, int length)
    {
        byte* start = _pool.Vaddr(0);
        PhysAddr at = _pool.Paddr + (ulong)(inside - start);
        _device.Program(at, length);
    }

    public void SendByValue(byte* inside, byte* start, int length)
    {
        var at = new PhysAddr(_pool.Paddr.Value + (ulong)(inside - start));
        _device.Program(at, length);
    }

    public void SendInPage(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        ulong inPage = (ulong)data.Pointer & (HalConstants.PageSize - 1);
        PhysAddr page = at - inPage;
        _device.Program(page + inPage, data.Length);
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
    }
}
