using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux scsi (dc395x): the sense key is read while the sense buffer still belongs to the device.
public sealed unsafe class Dc395xSense<THal>(Device adapter)
    where THal : struct, IHal
{
    private const int RecoveredError = 1;
    private const int NotReady = 2;
    private const int UnitAttention = 6;

    public bool ShouldRetry(DmaBuffer sense)
    {
        PhysAddr address = THal.Share(sense, DeviceToDriver);
        adapter.Program(address, sense.Length);
        adapter.Kick();
        if (!adapter.Wait(500))
        {
            adapter.Reset();
            THal.Unshare(address, sense, DeviceToDriver);
            return false;
        }

        int key = sense[2] & 0x0f; //! HAL1007
        THal.Unshare(address, sense, DeviceToDriver);
        switch (key)
        {
            case RecoveredError:
            case UnitAttention:
                return true;
            case NotReady:
                Log.Info("dc395x: unit is not ready");
                return true;
            default:
                return false;
        }
    }
}
