using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "can: usb_8dev: usb_8dev_start(): fix memory leak": start remembers the receive buffers, and stop frees them
// after it killed the URBs.
public sealed class CanReceiver<THal>(UsbHost host)
    where THal : struct, IHal
{
    private const int ReceiveUrbs = 20;
    private const byte Endpoint = 0x81;
    private readonly List<Urb> _urbs = new();
    private readonly List<Dma<THal>> _buffers = new();

    public int Start()
    {
        for (int i = 0; i < ReceiveUrbs; i++)
        {
            var buffer = new Dma<THal>(1, BufferDirection.DeviceToDriver);
            var urb = new Urb { Endpoint = Endpoint, Address = buffer.Paddr, IsMapped = true };
            int status = host.Submit(urb);
            if (status != 0)
            {
                host.Kill(urb);
                buffer.Dispose();
                return i == 0 ? status : 0;
            }

            _urbs.Add(urb);
            _buffers.Add(buffer);
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
        foreach (Dma<THal> buffer in _buffers)
        {
            buffer.Dispose();
        }

        _buffers.Clear();
    }
}
