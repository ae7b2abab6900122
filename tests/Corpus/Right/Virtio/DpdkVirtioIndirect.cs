using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in DPDK (virtio-user): header and status end their own shares.
internal sealed class VhostUserRequest<THal>(VirtioTransport transport)
    where THal : struct, IHal
{
    private static PhysAddr Identity(PhysAddr address) => address;

    public bool Run(DmaBuffer header, DmaBuffer status)
    {
        PhysAddr request = THal.Share(header, Both);
        PhysAddr reply = THal.Share(status, Both);
        bool queued = transport.SetQueue(0, Identity(request), header.Length)
            && transport.SetQueue(1, Identity(reply), status.Length);
        transport.Notify(0);
        while (queued && !transport.Used(0))
        {
        }

        transport.Reset();
        THal.Unshare(reply, status, Both);
        THal.Unshare(request, header, Both);
        return queued;
    }
}
