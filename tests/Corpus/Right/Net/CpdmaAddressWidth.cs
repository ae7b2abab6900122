using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "net: davinci_cpdma: use dma_addr_t for DMA address" (840929966732): the address was kept in 32 bits for the
// unmap.
public sealed unsafe class CpdmaChannel<THal>
    where THal : struct, IHal
{
    private readonly MmioRegion _descriptor;
    private readonly Device _channel;

    public CpdmaChannel(MmioRegion descriptor, Device channel)
    {
        _descriptor = descriptor;
        _channel = channel;
    }

    public bool Submit(DmaBuffer data)
    {
        PhysAddr paddr = THal.Share(data, DriverToDevice);
        ulong buffer = paddr.Value;
        _descriptor.Write32(0x0, 0);
        _descriptor.Write64(0x10, buffer);
        _descriptor.Write32(0x8, (uint)data.Length);
        _descriptor.Write32(0xC, 0xE000_0000 | (uint)data.Length);
        _channel.Kick();
        bool sent = _channel.Wait(10);
        if (!sent)
        {
            _channel.Reset();
        }

        THal.Unshare(new PhysAddr(buffer), data, DriverToDevice);
        return sent;
    }
}
