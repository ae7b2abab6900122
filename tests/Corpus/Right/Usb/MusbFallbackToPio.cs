using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "usb: musb: Unmapping the dma buffer when switching to PIO mode" (92d2711f5dc1): when the channel could not be
// programmed the request went on by the FIFO and stayed mapped.
public sealed unsafe class MusbGadget<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _channel;
    private readonly MmioRegion _fifo;

    public MusbGadget(DmaEngine channel, MmioRegion fifo)
    {
        _channel = channel;
        _fifo = fifo;
    }

    public int TransmitState(DmaBuffer request, PhysAddr endpoint)
    {
        bool useDma = _channel.Channels > 0 && request.Length >= 64;
        if (useDma)
        {
            PhysAddr paddr = THal.Share(request, DriverToDevice);
            int cookie = _channel.Submit(paddr, endpoint, request.Length);
            useDma = cookie >= 0;
            if (useDma)
            {
                bool done = _channel.WaitFor(cookie, 100);
                if (!done)
                {
                    _channel.Terminate();
                }

                THal.Unshare(paddr, request, DriverToDevice);
                return done ? request.Length : -110;
            }

            THal.Unshare(paddr, request, DriverToDevice);
        }

        for (int i = 0; i < request.Length; i++)
        {
            _fifo.Write8(0, request[i]);
        }

        return request.Length;
    }
}
