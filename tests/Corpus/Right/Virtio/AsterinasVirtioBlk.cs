using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Asterinas: "Fix virtio-blk DMA sync for writes" (1b83729c4): what the driver wrote after the mapping was never handed
// to the device.
public sealed unsafe class VirtioBlkWrite<THal>
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport;
    private readonly Ring _queue;

    public VirtioBlkWrite(VirtioTransport transport, Ring queue)
    {
        _transport = transport;
        _queue = queue;
    }

    public bool Write(DmaBuffer header, DmaBuffer data, ulong sector)
    {
        PhysAddr payload = THal.Share(data, DriverToDevice);
        var fields = (ulong*)header.Pointer;
        fields[0] = 1;
        fields[1] = sector;
        PhysAddr request = THal.Share(header, DriverToDevice);
        _queue.Post(0, request, header.Length);
        _queue.Post(1, payload, data.Length);
        _transport.Notify(0);
        bool used = false;
        for (int spin = 0; spin < 10_000 && !used; spin++)
        {
            used = _transport.Used(0);
        }

        if (!used)
        {
            _transport.Reset();
        }

        THal.Unshare(request, header, DriverToDevice);
        THal.Unshare(payload, data, DriverToDevice);
        return used;
    }
}
