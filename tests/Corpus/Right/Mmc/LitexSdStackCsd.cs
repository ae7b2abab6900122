using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Zephyr (sdhc_litex): the 64 bytes of the status are native memory that outlives the share.
internal sealed class CardStatus<THal>(MmcController host)
    where THal : struct, IHal
{
    private const int StatusBytes = 64;

    public int BusWidth()
    {
        using var status = new PinnedBuffer(StatusBytes);
        DmaBuffer buffer = status.Buffer;
        PhysAddr address = THal.Share(buffer, DeviceToDriver);
        host.SetDataAddress(address);
        int error = host.SendCommand(13, 0);
        if (error == 0 && host.TimedOut(100))
        {
            error = -110;
        }

        host.StopTransfer();
        THal.Unshare(address, buffer, DeviceToDriver);
        return error < 0 ? error : 1 << (buffer[0] >> 6);
    }
}
