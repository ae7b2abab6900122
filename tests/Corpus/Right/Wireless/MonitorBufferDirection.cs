using Hal;
using Devices;

/// <summary>A wireless monitor mode: its status buffer is ended with the direction it was shared with.</summary>
public sealed class MonitorMode<THal>
    where THal : struct, IHal
{
    private readonly Device _radio = new();

    public int Capture(DmaBuffer status)
    {
        PhysAddr address = THal.Share(status, BufferDirection.DeviceToDriver);
        int result = -110;
        if (_radio.Submit(address, status.Length) && _radio.Wait(50))
        {
            result = _radio.Status;
        }

        THal.Unshare(address, status, BufferDirection.DeviceToDriver);
        return result;
    }
}
