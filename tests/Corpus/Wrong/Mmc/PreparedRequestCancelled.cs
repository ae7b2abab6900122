using Hal;
using Devices;

// Follows a fix in Linux (drivers/mmc/host, mmci: the cancelled next request), 64b12a68a9.
/// <summary>An MMC host that prepares the next request's share and drops it when the current request fails.</summary>
public sealed class PipelinedHost<THal>
    where THal : struct, IHal
{
    private readonly MmcController _host = new();

    public int ReadTwo(DmaBuffer first, DmaBuffer second)
    {
        Shared<THal> current = new(first, BufferDirection.DeviceToDriver);
        _host.SetDataAddress(current.Paddr);
        int error = _host.SendCommand(18, 0);
        Shared<THal> next = new(second, BufferDirection.DeviceToDriver); //! HAL1002 (no fix: overwritten)
        current.Unshare();
        if (error < 0)
        {
            _host.StopTransfer();
            return error;
        }

        current = next;
        _host.SetDataAddress(current.Paddr);
        error = _host.SendCommand(18, 8);
        current.Unshare();
        return error;
    }
}
