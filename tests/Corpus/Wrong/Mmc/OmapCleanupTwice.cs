using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (omap_hsmmc): data of a request that error clean-up and request end both unmapped. The helper for errors ends the
// share of the data, and the request that called it does so again.
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
            Cleanup(address, data);
            status = -110;
        }

        THal.Unshare(address, data, BufferDirection.DeviceToDriver); //! HAL1004
        return status;
    }

    private void Cleanup(PhysAddr address, DmaBuffer data)
    {
        Errors++;
        controller.StopTransfer();
        THal.Unshare(address, data, BufferDirection.DeviceToDriver);
    }
}
