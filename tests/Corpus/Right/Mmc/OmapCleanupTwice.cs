using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (omap_hsmmc): data of a request that error clean-up and request end both unmapped. The helper for errors only
// stops the transfer, the request ends the share.
public sealed class HsmmcRequest<THal>(MmcController controller)
    where THal : struct, IHal
{
    private const int ReadMultiple = 18;

    public int Errors { get; private set; }

    public int Read(uint block, DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, BufferDirection.DeviceToDriver);
        controller.SetDataAddress(address);
        int status = controller.SendCommand(ReadMultiple, block);
        if (status == 0 && controller.TimedOut(1000))
        {
            Cleanup();
            status = -110;
        }

        THal.Unshare(address, data, BufferDirection.DeviceToDriver);
        return status;
    }

    private void Cleanup()
    {
        Errors++;
        controller.StopTransfer();
    }
}
