using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (remoteproc, rpmsg): 2048 bytes shifted by the page's order are zero pages.
internal sealed class RpmsgVring<THal>(Device remote) : IDisposable
    where THal : struct, IHal
{
    private const int VringBytes = 64 * 32;
    private const int PageShift = 12;
    private Dma<THal>? _vring;

    public void Start()
    {
        _vring ??= new Dma<THal>(VringBytes >> PageShift, Both); //! HAL2010
        remote.Program(_vring.Paddr, VringBytes);
        remote.Kick();
    }

    public void Dispose()
    {
        remote.Reset();
        _vring?.Dispose();
    }
}
