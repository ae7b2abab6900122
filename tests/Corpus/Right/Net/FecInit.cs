using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "net: fec: fix the potential memory leak in fec_enet_init()": the descriptors stayed allocated when the queues
// could not be set up.
public sealed unsafe class FecPort<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly VirtioTransport _mac;
    private Dma<THal>? _descriptors;

    public FecPort(VirtioTransport mac) => _mac = mac;

    public int Init(int queues, int size)
    {
        var descriptors = new Dma<THal>(HalConstants.PagesFor((nuint)(queues * size * 32)), BufferDirection.Both);
        for (int i = 0; i < queues; i++)
        {
            if (!_mac.SetQueue(i, descriptors.PaddrAt((nuint)(i * size * 32)), size))
            {
                _mac.Reset();
                descriptors.Dispose();
                return -12;
            }
        }

        _descriptors = descriptors;
        return 0;
    }

    public void Dispose()
    {
        _mac.Reset();
        _descriptors?.Dispose();
        _descriptors = null;
    }
}
