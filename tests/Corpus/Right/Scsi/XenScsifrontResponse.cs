using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (xen-scsifront): the response's address is computed from the one share of the block.
internal sealed class RequestBlock<THal>(VirtioTransport transport, Device queue)
    where THal : struct, IHal
{
    private const int Response = 96;
    private const int ResponseLength = 32;

    public byte Issue(DmaBuffer memory)
    {
        DmaBuffer block = memory.Slice(0, 128);
        PhysAddr all = THal.Share(block, Both);
        queue.Program(all, 128);
        queue.Program(all + Response, ResponseLength);
        transport.Notify(2);
        while (!transport.Used(2))
        {
        }

        THal.Unshare(all, block, Both);
        return block[Response];
    }
}
