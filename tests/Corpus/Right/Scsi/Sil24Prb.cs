using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (sata_sil24): the timed-out path breaks to the statement that frees the block.
internal sealed unsafe class PortRequestBlock<THal>(Device port)
    where THal : struct, IHal
{
    public bool Identify(Deadline limit)
    {
        var (address, block) = THal.DmaAlloc(1, Both);
        if (address == default)
        {
            throw new DmaException("no memory for a request block");
        }

        bool done;
        block[4] = 0xEC;
        port.Program(address, 512);
        port.Kick();
        while (!(done = port.Poll()))
        {
            if (limit.Expired)
            {
                port.Reset();
                break;
            }
        }

        _ = THal.DmaDealloc(address, block, 1);
        return done;
    }
}
