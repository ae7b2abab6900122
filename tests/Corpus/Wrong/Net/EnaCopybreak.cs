using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in ENA: "linux/ena: Fix lack of DMA sync for cpu before accessing a buffer" (842cb27): a small frame was copied out of a
// buffer that was still mapped.
public sealed unsafe class EnaReceive<THal>
    where THal : struct, IHal
{
    private const int Copybreak = 256;

    private readonly Ring _ring;
    private readonly NetPort _port;

    public EnaReceive(Ring ring, NetPort port)
    {
        _ring = ring;
        _port = port;
    }

    public void Clean(DmaBuffer page)
    {
        PhysAddr paddr = THal.Share(page, DeviceToDriver);
        if (!_ring.TryPost(paddr, page.Length, out _))
        {
            THal.Unshare(paddr, page, DeviceToDriver);
            return;
        }

        _ring.Doorbell();
        int written;
        while (!_ring.TryTake(out _, out written))
        {
            Thread.Yield();
        }

        Packet? packet = _port.Allocate(written);
        if (packet is not null && written <= Copybreak)
        {
            var small = new DmaBuffer(packet.Data, written);
            page.AsReadOnlySpan().Slice(0, written).CopyTo(small.AsSpan()); //! HAL1007
            packet.Length = written;
            _port.Deliver(packet);
        }

        THal.Unshare(paddr, page, DeviceToDriver);
    }
}
