using Hal;
using Devices;

// Follows a fix in U-Boot, 11e056e3207.
/// <summary>An NVMe driver's start whose later failures forget the list pool.</summary>
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

        Dma<THal> pool = new(2, BufferDirection.DriverToDevice); //! HAL2002
        int error = _admin.Submit(0x09, pool.Paddr, default);
        if (error < 0)
        {
            pool.Dispose();
            return error;
        }

        error = _admin.Submit(0x06, identity, default);
        if (error < 0)
            return error;

        _pool = pool;
        return 0;
    }

    public void Shutdown() => _pool?.Dispose();
}
