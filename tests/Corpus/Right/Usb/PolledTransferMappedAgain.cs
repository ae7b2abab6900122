using Hal;
using Devices;

/// <summary>A USB interrupt transfer that is shared once while it is polled.</summary>
public sealed unsafe class InterruptTransfer<THal>
    where THal : struct, IHal
{
    private readonly Device _host = new();

    public int Poll(byte* report, int length)
    {
        DmaBuffer data = new(report, length);
        PhysAddr flushed = THal.Share(data, BufferDirection.DeviceToDriver);
        int result = _host.Start(flushed, length);

        _host.Start(flushed, length);
        _host.Wait(8);
        THal.Unshare(flushed, data, BufferDirection.DeviceToDriver);
        return result;
    }
}
