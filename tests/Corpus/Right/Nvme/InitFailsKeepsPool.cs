using Hal;
using Devices;

/// <summary>An NVMe driver's start whose failures all come through the same cleanup.</summary>
public sealed unsafe class NvmeStart<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _admin = new();
    private readonly Device _registers = new();
    private Dma<THal>? _pool;

    public int Initialize(PhysAddr identity)
    {
        if (!_registers.Wait(500))
            return -110;

        Dma<THal> pool = new(2, BufferDirection.DriverToDevice);
        int error = _admin.Submit(0x09, pool.Paddr, default);
        if (error < 0)
        {
            pool.Dispose();
            return error;
        }

        error = _admin.Submit(0x06, identity, default);
        if (error < 0)
        {
            pool.Dispose();
            return error;
        }

        _pool = pool;
        return 0;
    }

    public void Shutdown() => _pool?.Dispose();
}
