using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Asterinas and virtio-drivers: a refused payload is unshared too.
internal sealed class NetTransmit<THal>(Queue queue)
    where THal : struct, IHal
{
    public bool TrySend(DmaBuffer header, DmaBuffer payload)
    {
        header.AsSpan().Clear();
        PhysAddr first = THal.Share(header, DriverToDevice);
        if (!queue.TryAdd(first, header))
        {
            THal.Unshare(first, header, DriverToDevice);
            return false;
        }

        PhysAddr second = THal.Share(payload, DriverToDevice);
        if (queue.AddOrError(second, payload) is < 0 and var error)
        {
            Log.Info($"net: the queue is full: {error}");
            THal.Unshare(second, payload, DriverToDevice);
            return false;
        }

        return true;
    }
}
