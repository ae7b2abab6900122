using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot: the result of dma_map_single() is ignored, since on the author's board the window's address is the same.
public sealed class MapResultUnused<THal>(MmcController host, PhysAddr window)
    where THal : struct, IHal
{
    public int ReadBlocks(uint start, DmaBuffer into)
    {
        THal.Share(into, DeviceToDriver); //! HAL1003
        host.SetDataAddress(window);
        int error = host.SendCommand(18, start);
        if (error == 0 && host.TimedOut(1000))
        {
            error = -110;
        }

        if (error != 0)
        {
            host.StopTransfer();
            Log.Address(window);
        }

        return error;
    }
}
