using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux mmc (au1xmmc): on the second try the controller gets the address of a buffer that was unmapped.
internal sealed class Au1xMmc<THal>(MmcController host)
    where THal : struct, IHal
{
    private const int ReadSingle = 17;

    public int SecondTries { get; private set; }

    public bool ReadBlock(uint block, DmaBuffer into)
    {
        PhysAddr paddr = THal.Share(into, BufferDirection.DeviceToDriver);
        host.SetDataAddress(paddr);
        bool done = host.SendCommand(ReadSingle, block) == 0 && !host.TimedOut(100);
        if (!done)
        {
            host.StopTransfer();
        }

        THal.Unshare(paddr, into, BufferDirection.DeviceToDriver);
        if (!done)
        {
            SecondTries++;
            host.SetDataAddress(paddr); //! HAL1010
            done = host.SendCommand(ReadSingle, block) == 0 && !host.TimedOut(500);
            host.StopTransfer();
        }

        return done;
    }
}
