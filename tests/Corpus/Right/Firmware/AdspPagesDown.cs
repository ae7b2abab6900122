using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (remoteproc, rpmsg): the bytes are rounded up to pages.
internal sealed class RpmsgVring<THal>(Device remote) : IDisposable
    where THal : struct, IHal
{
    private const int VringBytes = 64 * 32;
    private Dma<THal>? _vring;

    public void Start()
    {
        _vring ??= new Dma<THal>(HalConstants.PagesFor(VringBytes), Both);
        remote.Program(_vring.Paddr, VringBytes);
        remote.Kick();
    }

    public void Dispose()
    {
        remote.Reset();
        _vring?.Dispose();
    }
}
