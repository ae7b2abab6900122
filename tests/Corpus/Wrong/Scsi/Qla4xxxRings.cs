using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "scsi: qla4xxx: double free in probe": the response ring is given back with the pointer of the request ring.
public sealed unsafe class RingPair<THal>(Device adapter)
    where THal : struct, IHal
{
    private const nuint RingPages = 2;

    public int SelfTest()
    {
        var (requests, requestBase) = THal.DmaAlloc(RingPages, BufferDirection.Both);
        if (requests == default)
        {
            return -12;
        }

        var (responses, responseBase) = THal.DmaAlloc(RingPages, BufferDirection.Both);
        if (responses == default)
        {
            _ = THal.DmaDealloc(requests, requestBase, RingPages);
            return -12;
        }

        *requestBase = 0x1B;
        adapter.Program(requests, 4096);
        adapter.Program(responses, 4096);
        int status = adapter.Wait(500) && *responseBase == 0x1B ? 0 : -5;
        adapter.Reset();

        _ = THal.DmaDealloc(requests, requestBase, RingPages);
        _ = THal.DmaDealloc(responses, requestBase, RingPages); //! HAL2005
        return status;
    }
}
