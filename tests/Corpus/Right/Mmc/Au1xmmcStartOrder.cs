using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux mmc (au1xmmc): the buffer stays mapped until both tries are over.
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

        if (!done)
        {
            SecondTries++;
            host.SetDataAddress(paddr);
            done = host.SendCommand(ReadSingle, block) == 0 && !host.TimedOut(500);
            host.StopTransfer();
        }

        THal.Unshare(paddr, into, BufferDirection.DeviceToDriver);
        return done;
    }
}
