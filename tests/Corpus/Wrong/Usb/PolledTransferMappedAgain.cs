using Hal;
using Devices;

// Follows a fix in EDK2, 0b9c0c6540.
/// <summary>A USB interrupt transfer that is shared when it is flushed and again when it is queued anew.</summary>
public sealed unsafe class InterruptTransfer<THal>
    where THal : struct, IHal
{
    private readonly Device _host = new();

    public int Poll(byte* report, int length)
    {
        DmaBuffer data = new(report, length);
        PhysAddr flushed = THal.Share(data, BufferDirection.DeviceToDriver);
        int result = _host.Start(flushed, length);

        PhysAddr queued = THal.Share(data, BufferDirection.DeviceToDriver); //! HAL1011
        _host.Start(queued, length);
        _host.Wait(8);
        THal.Unshare(queued, data, BufferDirection.DeviceToDriver);
        THal.Unshare(flushed, data, BufferDirection.DeviceToDriver);
        return result;
    }
}
