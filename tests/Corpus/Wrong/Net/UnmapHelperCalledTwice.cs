using Hal;
using Devices;

// Follows a fix in DPDK, 23460b4c6a.
/// <summary>A network driver's ring of which two cleanups, of the receive and of the aggregation queue, free the memory.</summary>
public sealed unsafe class SharedZone<THal>
    where THal : struct, IHal
{
    private readonly Device _nic = new();

    public int Cycle()
    {
        DmaAllocation zone = THal.DmaAlloc(8, BufferDirection.Both);
        if (zone.Paddr == default)
        {
            return -12;
        }

        _nic.Program(zone.Paddr, 8 * HalConstants.PageSize);
        _nic.Wait(100);
        _nic.Reset();
        int status = FreeZone(zone, "receive");
        status |= FreeZone(zone, "aggregation"); //! HAL2003
        return status;
    }

    private static int FreeZone(DmaAllocation zone, string queue)
    {
        int status = THal.DmaDealloc(zone.Paddr, zone.Vaddr, 8);
        if (status != 0)
        {
            Log.Info($"{queue}: {status}");
        }

        return status;
    }
}
