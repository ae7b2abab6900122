using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux (raspberrypi/linux, bcm2835-mmc): "Fix DMA leaks in bcm2835-mmc": the data is unshared before the transfer is
// given up.
internal sealed class SdhostReader<THal>(MmcController host, DmaEngine channel, PhysAddr fifo)
    where THal : struct, IHal
{
    private const int ReadMultiple = 18;

    public int Read(uint block, DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, DeviceToDriver);
        int cookie = channel.Submit(fifo, address, data.Length);
        if (cookie < 0)
        {
            Log.Info("sdhost: no descriptor");
            THal.Unshare(address, data, DeviceToDriver);
            return cookie;
        }

        int error = host.SendCommand(ReadMultiple, block);
        if (error == 0 && !channel.WaitFor(cookie, 1000))
        {
            error = -110;
        }

        if (error != 0)
        {
            channel.Terminate();
            host.StopTransfer();
        }

        THal.Unshare(address, data, DeviceToDriver);
        return error;
    }
}
