using Hal;
using Devices;

/// <summary>An MMC host whose early returns come through the cleanup.</summary>
public sealed class ArasanHost<THal>
    where THal : struct, IHal
{
    private readonly MmcController _host = new();

    public int Write(DmaBuffer data, uint sector)
    {
        int error;
        PhysAddr address = THal.Share(data, BufferDirection.DriverToDevice);
        _host.SetDataAddress(address);
        switch (_host.SendCommand(25, sector))
        {
            case -84:
                Log.Info("bad checksum");
                error = -84;
                break;
            case -110:
                _host.StopTransfer();
                error = -110;
                break;
            default:
                error = _host.TimedOut(1000) ? -5 : 0;
                break;
        }

        THal.Unshare(address, data, BufferDirection.DriverToDevice);
        return error;
    }
}
