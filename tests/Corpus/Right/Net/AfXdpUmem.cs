using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in DPDK: "net/af_xdp: fix memzone leak on config failure" (960775fc5b): the clean-up frees what the umem holds, and the
// memory was entered there too late.
public sealed unsafe class XdpUmem<THal>(Mailbox kernel) : IDisposable
    where THal : struct, IHal
{
    private const nuint Pages = 64;

    private Dma<THal>? _zone;
    private bool _created;

    public bool Configure()
    {
        if (!Dma<THal>.TryCreate(Pages, Both, out Dma<THal>? zone))
        {
            return false;
        }

        _zone = zone;
        if (kernel.Execute(0x11B, zone.Paddr) != 0)
        {
            Log.Info("af_xdp: no umem");
            Dispose();
            return false;
        }

        _created = true;
        return true;
    }

    public void Dispose()
    {
        if (_created)
        {
            _ = kernel.Execute(0x11C, default);
            _created = false;
        }

        _zone?.Dispose();
        _zone = null;
    }
}
