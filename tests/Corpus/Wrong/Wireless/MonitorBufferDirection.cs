using Hal;
using Devices;

// Follows a fix in Linux (drivers/net/wireless/ath, ath11k: the buffers of the monitor ring).
/// <summary>A wireless monitor mode: its status buffer, written by the device, is ended as one that the device read.</summary>
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

        THal.Unshare(address, status, BufferDirection.DriverToDevice); //! HAL1005
        return result;
    }
}
