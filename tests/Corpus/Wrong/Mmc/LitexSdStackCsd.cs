using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Zephyr (sdhc_litex): the 64 bytes of the status are a stackalloc of the method that shares them.
internal sealed unsafe class CardStatus<THal>(MmcController host)
    where THal : struct, IHal
{
    private const int StatusBytes = 64;

    public int BusWidth()
    {
        byte* status = stackalloc byte[StatusBytes];
        var buffer = new DmaBuffer(status, StatusBytes);
        PhysAddr address = THal.Share(buffer, DeviceToDriver); //! HAL1014
        host.SetDataAddress(address);
        int error = host.SendCommand(13, 0);
        if (error == 0 && host.TimedOut(100))
        {
            error = -110;
        }

        host.StopTransfer();
        THal.Unshare(address, buffer, DeviceToDriver);
        return error < 0 ? error : 1 << (status[0] >> 6);
    }
}
