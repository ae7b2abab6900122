using Hal;
using Devices;

/// <summary>An MMC host that ends the next request's share when the current request fails.</summary>
public sealed class PipelinedHost<THal>
    where THal : struct, IHal
{
    private readonly MmcController _host = new();

    public int ReadTwo(DmaBuffer first, DmaBuffer second)
    {
        Shared<THal> current = new(first, BufferDirection.DeviceToDriver);
        _host.SetDataAddress(current.Paddr);
        int error = _host.SendCommand(18, 0);
        Shared<THal> next = new(second, BufferDirection.DeviceToDriver);
        current.Unshare();
        if (error < 0)
        {
            _host.StopTransfer();
            next.Unshare();
            return error;
        }

        current = next;
        _host.SetDataAddress(current.Paddr);
        error = _host.SendCommand(18, 8);
        current.Unshare();
        return error;
    }
}
