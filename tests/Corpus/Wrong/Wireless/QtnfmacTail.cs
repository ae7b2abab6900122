using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (qtnfmac): the unshare names a buffer that starts behind the header.
internal sealed unsafe class ShimLayer<THal>(Ring ring)
    where THal : struct, IHal
{
    private const int HeaderLength = 24;

    public byte* Receive(byte* data)
    {
        PhysAddr address = THal.Share(new DmaBuffer(data, 2048), DeviceToDriver);
        if (!ring.TryPost(address, 2048, out int index))
        {
            THal.Unshare(address, new DmaBuffer(data, 2048), DeviceToDriver);
            return null;
        }

        ring.Doorbell();
        while (!ring.IsDone(index))
        {
        }

        data += HeaderLength;
        THal.Unshare(address, new DmaBuffer(data, 2048), DeviceToDriver); //! HAL1006 (no fix: overwritten)
        return data;
    }
}
