using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NuttX (arch/stm32 sdio): the catch ends the share before it turns the error into a status.
internal sealed class SdioBlock<THal>(MmcController sdio)
    where THal : struct, IHal
{
    private const int Timeout = -110;

    public int ReadBlock(uint block, DmaBuffer into)
    {
        PhysAddr target = THal.Share(into, DeviceToDriver);
        try
        {
            sdio.SetDataAddress(target);
            Transfer(block);
        }
        catch (DeviceException)
        {
            sdio.StopTransfer();
            THal.Unshare(target, into, DeviceToDriver);
            return Timeout;
        }

        THal.Unshare(target, into, DeviceToDriver);
        return 0;
    }

    private void Transfer(uint block)
    {
        if (sdio.SendCommand(17, block) is var error and < 0)
        {
            throw new DeviceException($"cmd17: {error}");
        }

        if (sdio.TimedOut(250))
        {
            throw new DeviceException("no data");
        }
    }
}
