using Hal;
using Devices;

/// <summary>An MMC host's data transfer that ends the share of its bounce buffer on an error too.</summary>
public sealed unsafe class MmcTransfer<THal>
    where THal : struct, IHal
{
    private readonly MmcController _host = new();

    public int Read(DmaBuffer bounce, uint sector)
    {
        PhysAddr address = THal.Share(bounce, BufferDirection.DeviceToDriver);
        _host.SetDataAddress(address);
        int error = _host.SendCommand(18, sector);
        while (error == 0 && _host.Interrupts != MmcController.DataDone)
        {
            if (_host.Interrupts == MmcController.CrcError)
                error = -84;
        }

        THal.Unshare(address, bounce, BufferDirection.DeviceToDriver);
        return error;
    }
}
