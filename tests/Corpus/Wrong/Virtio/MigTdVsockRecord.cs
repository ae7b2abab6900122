using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in MigTD: "fix(vsock/transport): free DMA records with matching allocator": a packet's buffer went to the allocator of
// the rings' pages.
public sealed unsafe class VsockTransport<THal>
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport;
    private readonly Ring _ring;

    public VsockTransport(VirtioTransport transport, Ring ring)
    {
        _transport = transport;
        _ring = ring;
    }

    public int SendPacket(DmaBuffer packet)
    {
        PhysAddr record = THal.Share(packet, DriverToDevice);
        if (!_ring.TryPost(record, packet.Length, out int index))
        {
            THal.Unshare(record, packet, DriverToDevice);
            return -105;
        }

        _transport.Notify(1);
        Deadline deadline = Deadline.In(1000);
        bool done = _ring.IsDone(index);
        while (!done && !deadline.Expired)
        {
            done = _ring.IsDone(index);
        }

        if (!done)
        {
            _transport.Reset();
        }

        if (THal.DmaDealloc(record, packet.Pointer, HalConstants.PagesFor((nuint)packet.Length)) != 0) //! HAL1012 (no fix: status)
        {
            Log.Info("vsock: the record was not freed");
        }

        return done ? packet.Length : -110;
    }
}
