using Devices;
using Hal;

/// <summary>A modem command whose answer code decides how it goes on; each section ends the share in its own way.</summary>
public sealed class ModemCommand<THal>
    where THal : struct, IHal
{
    private readonly Device _modem = new();

    public string Send(DmaBuffer text)
    {
        PhysAddr at = THal.Share(text, BufferDirection.DriverToDevice);
        switch (_modem.Start(at, text.Length))
        {
            case 0:
                THal.Unshare(at, text, BufferDirection.DriverToDevice);
                return "OK";
            case 1:
            case 2:
                _modem.Wait(100);
                goto case 0;
            case < 0:
                _modem.Reset();
                THal.Unshare(at, text, BufferDirection.DriverToDevice);
                throw new DeviceException("the modem refused the command");
            default:
                break;
        }

        THal.Unshare(at, text, BufferDirection.DriverToDevice);
        return "UNKNOWN";
    }
}
