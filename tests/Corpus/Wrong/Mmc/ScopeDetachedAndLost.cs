using Hal;
using Devices;

/// <summary>An SD host that detaches a share from its scope to keep it, and then does not keep it.</summary>
public sealed class DetachedTransfer<THal>
    where THal : struct, IHal
{
    private readonly MmcController _host = new();

    public int Write(DmaBuffer data, uint sector)
    {
        using var scope = new SharedScope<THal>(data, BufferDirection.DriverToDevice); //! HAL1002 (no fix: handed over)
        _host.SetDataAddress(scope.Paddr);
        int error = _host.SendCommand(25, sector);
        if (error < 0)
        {
            return error;
        }

        Shared<THal> kept = scope.Detach();
        while (_host.Interrupts != MmcController.DataDone)
        {
            if (_host.TimedOut(500))
            {
                _host.StopTransfer();
                return -110;
            }
        }

        kept.Unshare();
        return 0;
    }
}
