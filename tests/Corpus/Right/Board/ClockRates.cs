using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like ARM's SCMI clocks: the list of rates comes in parts, each answer says how many are left. The channel's pages are one allocation
// of the raw interface, tested first and given back with its count.
public static unsafe class ClockRates<THal>
    where THal : struct, IHal
{
    private const uint DescribeRates = 0x14_04;

    public static int Read(Mailbox channel, uint clock, List<ulong> rates)
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both);
        if (memory.Paddr == default)
        {
            return -12;
        }

        uint* request = (uint*)memory.Vaddr;
        uint* answer = (uint*)(memory.Vaddr + 1024);
        int error;
        uint left;
        do
        {
            request[0] = clock;
            request[1] = (uint)rates.Count;
            error = channel.Execute(DescribeRates, memory.Paddr, memory.Paddr + 1024);
            if (error != 0)
            {
                break;
            }

            uint returned = answer[0] & 0xFFF;
            left = answer[0] >> 16;
            if (returned == 0 || returned > 256)
            {
                error = left == 0 ? 0 : -71;
                break;
            }

            ulong* rate = (ulong*)(answer + 2);
            for (uint i = 0; i < returned; i++)
            {
                rates.Add(rate[i]);
            }
        }
        while (left > 0);

        int status = THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
        return error != 0 ? error : status;
    }
}
