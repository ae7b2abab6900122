using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (xen-scsifront): bytes 96 to 128 of the block are shared a second time while the device may write them.
internal sealed class RequestBlock<THal>(VirtioTransport transport, Device queue)
    where THal : struct, IHal
{
    private const int Response = 96;
    private const int ResponseLength = 32;

    public byte Issue(DmaBuffer memory)
    {
        DmaBuffer block = memory.Slice(0, 128);
        DmaBuffer response = memory.Slice(Response, ResponseLength);
        PhysAddr all = THal.Share(block, Both);
        PhysAddr tail = THal.Share(response, DeviceToDriver); //! HAL1011
        queue.Program(all, 128);
        queue.Program(tail, ResponseLength);
        transport.Notify(2);
        while (!transport.Used(2))
        {
        }

        THal.Unshare(tail, response, DeviceToDriver);
        THal.Unshare(all, block, Both);
        return response[0];
    }
}
