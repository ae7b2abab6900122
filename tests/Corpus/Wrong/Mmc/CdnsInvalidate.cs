using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Zephyr: "drivers: sdhc: cdns: Invalidate the whole read buffer" (pull request 114125): of a read of several blocks
// the first alone was taken back.
public unsafe class CdnsSdhc<THal>
    where THal : struct, IHal
{
    private const int BlockSize = 512;
    private readonly MmcController _host;

    public CdnsSdhc(MmcController host) => _host = host;

    public int ReadEight(byte* into, uint sector)
    {
        var data = new DmaBuffer(into, 8 * BlockSize);
        PhysAddr address = THal.Share(data, BufferDirection.DeviceToDriver);
        _host.SetDataAddress(address);
        int rc = _host.SendCommand(18, sector);
        if (rc == 0 && _host.TimedOut(500))
        {
            _host.StopTransfer();
            rc = -116;
        }

        THal.Unshare(address, new DmaBuffer(into, BlockSize), BufferDirection.DeviceToDriver); //! HAL1006
        return rc;
    }
}
