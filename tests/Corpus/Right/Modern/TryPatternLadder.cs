using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Several Try methods in one condition; whatever was made before the one that failed is given back.
public sealed class TryPatternLadder<THal>(VirtioTransport transport)
    where THal : struct, IHal
{
    private Dma<THal>? _avail;
    private Dma<THal>? _used;

    public bool TryOpen()
    {
        Dma<THal>? avail = null;
        Dma<THal>? used = null;
        if (transport.Negotiate(1UL << 32)
            && Dma<THal>.TryCreate(1, Both, out avail)
            && Dma<THal>.TryCreate(1, Both, out used)
            && transport.SetQueue(0, avail.Paddr, 128)
            && transport.SetQueue(1, used.Paddr, 128))
        {
            (_avail, _used) = (avail, used);
            return true;
        }

        transport.Reset();
        used?.Dispose();
        avail?.Dispose();
        return false;
    }

    public void Close()
    {
        transport.Reset();
        Interlocked.Exchange(ref _used, null)?.Dispose();
        Interlocked.Exchange(ref _avail, null)?.Dispose();
    }
}
