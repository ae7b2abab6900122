using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Asks for as much as there is: half of it each time that it is refused.</summary>
public static unsafe class GreedyBuffer<THal>
    where THal : struct, IHal
{
    public static int Run(Device device, nuint wanted, Func<nint, nuint, int> work)
    {
        nuint pages = wanted;
        DmaAllocation memory;
        while (true)
        {
            if (pages == 0)
            {
                return -12;
            }

            memory = THal.DmaAlloc(pages, Both);
            if (memory.Paddr != default)
            {
                break;
            }

            pages /= 2;
        }

        int result;
        try
        {
            device.Program(memory.Paddr, (int)(pages * HalConstants.PageSize));
            result = work((nint)memory.Vaddr, pages * HalConstants.PageSize);
            device.Reset();
        }
        catch (DeviceException)
        {
            device.Reset();
            result = -5;
        }

        int status = THal.DmaDealloc(memory.Paddr, memory.Vaddr, pages);
        return status != 0 ? status : result;
    }
}
