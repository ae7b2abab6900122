using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (tg3, bnx2): status blocks, which belong to the device, that the driver cleared. The status block, which both
// sides write, is allocated for both.
public sealed unsafe class StatusBlock<THal>(Device nic)
    where THal : struct, IHal
{
    private const int BlockBytes = 0x50;

    public int CountEvents(int rounds)
    {
        using var block = new Dma<THal>(1, BufferDirection.Both);
        uint* tag = block.Pointer<uint>(4);
        nic.Program(block.Paddr, BlockBytes);
        int events = 0;
        for (int i = 0; i < rounds; i++)
        {
            nic.Kick();
            if (!nic.Wait(10))
            {
                break;
            }

            if (Volatile.Read(ref *tag) != 0)
            {
                events++;
                *tag = 0;
            }
        }

        nic.Reset();
        return events;
    }
}
