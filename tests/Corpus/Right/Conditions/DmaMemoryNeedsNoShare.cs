using Devices;
using Hal;

/// <summary>If the caller's memory is DMA memory its address is known; otherwise it is shared, and only then unshared.</summary>
public sealed class DirectOrShared<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(Dma<THal>? region, DmaBuffer data)
    {
        PhysAddr at = region != null ? region.PaddrAt(0) : THal.Share(data, BufferDirection.DriverToDevice);
        int status = _device.Start(at, data.Length);
        if (region == null)
        {
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
        }

        return status;
    }

    public int RunCoalesced(Dma<THal>? region, DmaBuffer data)
    {
        PhysAddr? direct = region?.Paddr;
        PhysAddr at = direct ?? THal.Share(data, BufferDirection.DriverToDevice);
        int status = _device.Start(at, data.Length);
        if (direct is null)
        {
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
        }

        return status;
    }
}
