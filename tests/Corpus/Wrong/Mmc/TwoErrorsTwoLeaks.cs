using Hal;
using Devices;

// Follows a fix in Raspberry Pi Linux, pull request 3164.
/// <summary>An MMC host whose two early returns both leave the data shared.</summary>
public sealed class ArasanHost<THal>
    where THal : struct, IHal
{
    private readonly MmcController _host = new();

    public int Write(DmaBuffer data, uint sector)
    {
        int error;
        PhysAddr address = THal.Share(data, BufferDirection.DriverToDevice); //! HAL1002
        _host.SetDataAddress(address);
        switch (_host.SendCommand(25, sector))
        {
            case -84:
                Log.Info("bad checksum");
                return -84;
            case -110:
                _host.StopTransfer();
                return -110;
            default:
                error = _host.TimedOut(1000) ? -5 : 0;
                break;
        }

        THal.Unshare(address, data, BufferDirection.DriverToDevice);
        return error;
    }
}
