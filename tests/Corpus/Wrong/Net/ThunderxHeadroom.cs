using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux net (thunderx): the constructor maps the page behind its headroom, and Dispose unmaps the page from its start.
public sealed unsafe class ReceivePage<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Headroom = 256;
    private const int PageLength = 4096;

    private readonly byte* _page;
    private bool _mapped;

    public ReceivePage(byte* page)
    {
        _page = page;
        Address = THal.Share(new DmaBuffer(page + Headroom, PageLength - Headroom), DeviceToDriver);
        _mapped = true;
    }

    public PhysAddr Address { get; }

    public void Dispose()
    {
        if (_mapped)
        {
            _mapped = false;
            THal.Unshare(Address, new DmaBuffer(_page, PageLength), DeviceToDriver); //! HAL1006 (no fix: meaning)
        }
    }

    public static int ReceiveOne(Ring ring, byte* memory)
    {
        using var page = new ReceivePage<THal>(memory);
        if (!ring.TryPost(page.Address, PageLength - Headroom, out int index))
        {
            return -28;
        }

        ring.Doorbell();
        while (!ring.IsDone(index))
        {
        }

        return ring.TryTake(out _, out int written) ? written : 0;
    }
}
