using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in OpenWrt: "qualcommbe: ppe: fix the Rx buffer DMA mapping lifecycle" (patch 0420): receive buffers were mapped for the
// device to read and unmapped as written by it.
public sealed unsafe class PpeReceive<THal>
    where THal : struct, IHal
{
    private readonly Ring _fill;
    private readonly NetPort _port;

    public PpeReceive(Ring fill, NetPort port)
    {
        _fill = fill;
        _port = port;
    }

    public bool ReceiveOne(int size)
    {
        Packet? packet = _port.Allocate(size);
        if (packet is null)
        {
            return false;
        }

        var buffer = new DmaBuffer(packet.Data, packet.Capacity);
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        if (!_fill.TryPost(paddr, buffer.Length, out int slot))
        {
            THal.Unshare(paddr, buffer, DriverToDevice);
            packet.Free();
            return false;
        }

        _fill.Doorbell();
        while (!_fill.IsDone(slot))
        {
            Thread.Yield();
        }

        THal.Unshare(paddr, buffer, DeviceToDriver); //! HAL1005
        _port.Deliver(packet);
        return true;
    }
}
