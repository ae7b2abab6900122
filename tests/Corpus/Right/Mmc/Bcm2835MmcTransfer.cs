using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in the Raspberry Pi kernel: "Fix DMA leaks in bcm2835-mmc" (pull request 3164): the bounce of a transfer stayed when no
// descriptor was left.
public sealed unsafe class Bcm2835Mmc<THal>
    where THal : struct, IHal
{
    private static readonly PhysAddr s_fifo = new(0x7E30_0020);

    private readonly MmcController _host;
    private readonly DmaEngine _channel;

    public Bcm2835Mmc(MmcController host, DmaEngine channel)
    {
        _host = host;
        _channel = channel;
    }

    public int Transfer(uint block, DmaBuffer data, bool write)
    {
        BufferDirection direction = write ? DriverToDevice : DeviceToDriver;
        PhysAddr paddr = THal.Share(data, direction);
        int cookie = write ? _channel.Submit(paddr, s_fifo, data.Length) : _channel.Submit(s_fifo, paddr, data.Length);
        if (cookie < 0)
        {
            Log.Info("could not prepare a DMA descriptor");
            THal.Unshare(paddr, data, direction);
            return cookie;
        }

        int error = _host.SendCommand(write ? 25 : 18, block);
        if (error == 0 && !_channel.WaitFor(cookie, 1000))
        {
            error = -110;
        }

        if (error != 0)
        {
            _channel.Terminate();
        }

        THal.Unshare(paddr, data, direction);
        return error;
    }
}
