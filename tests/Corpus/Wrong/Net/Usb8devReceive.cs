using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "can: usb_8dev: usb_8dev_start(): fix memory leak": start allocates the receive buffers and remembers the URBs
// only, so that stop cannot free the memory.
public sealed class CanReceiver<THal>(UsbHost host)
    where THal : struct, IHal
{
    private const int ReceiveUrbs = 20;
    private const byte Endpoint = 0x81;
    private readonly List<Urb> _urbs = new();

    public int Start()
    {
        for (int i = 0; i < ReceiveUrbs; i++)
        {
            var buffer = new Dma<THal>(1, BufferDirection.DeviceToDriver); //! HAL2002 (no fix: handed over)
            var urb = new Urb { Endpoint = Endpoint, Address = buffer.Paddr, IsMapped = true };
            int status = host.Submit(urb);
            if (status != 0)
            {
                host.Kill(urb);
                buffer.Dispose();
                return i == 0 ? status : 0;
            }

            _urbs.Add(urb);
        }

        return 0;
    }

    public void Stop()
    {
        foreach (Urb urb in _urbs)
        {
            host.Kill(urb);
        }

        _urbs.Clear();
    }
}
