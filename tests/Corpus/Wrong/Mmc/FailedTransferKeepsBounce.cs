using Hal;
using Devices;

// Follows a fix in U-Boot, 603b2f3a744.
/// <summary>An MMC host's data transfer that returns on an error without ending the share of its bounce buffer.</summary>
public sealed unsafe class MmcTransfer<THal>
    where THal : struct, IHal
{
    private readonly MmcController _host = new();

    public int Read(DmaBuffer bounce, uint sector)
    {
        PhysAddr address = THal.Share(bounce, BufferDirection.DeviceToDriver); //! HAL1002
        _host.SetDataAddress(address);
        int error = _host.SendCommand(18, sector);
        if (error != 0)
            return error;

        do
        {
            if (_host.Interrupts == MmcController.CrcError)
                return -84;
        }
        while (_host.Interrupts != MmcController.DataDone);

        THal.Unshare(address, bounce, BufferDirection.DeviceToDriver);
        return 0;
    }
}
