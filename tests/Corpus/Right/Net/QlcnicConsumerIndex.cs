using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux net (qlcnic): each address is freed with its own pointer.
internal sealed unsafe class QlcnicContext<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    public int Probe()
    {
        var (ring, ringMemory) = THal.DmaAlloc(4, BufferDirection.Both);
        if (ring == default)
        {
            return -12;
        }

        var (index, indexMemory) = THal.DmaAlloc(4, BufferDirection.Both);
        if (index == default)
        {
            _ = THal.DmaDealloc(ring, ringMemory, 4);
            return -12;
        }

        *(uint*)indexMemory = 0;
        int error = firmware.Execute(0x07, ring, index);
        int pending = error == 0 ? *(int*)indexMemory : 0;
        Log.Info($"{pending} entries at the start, {ringMemory[0]} in the first");

        _ = firmware.Execute(0x08, ring, index);
        int status = THal.DmaDealloc(index, indexMemory, 4);
        status |= THal.DmaDealloc(ring, ringMemory, 4);
        return status == 0 ? error : status;
    }
}
