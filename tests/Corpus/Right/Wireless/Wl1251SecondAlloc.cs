using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (wl1251): the second test asks for the second allocation and gives the first one back.
internal sealed unsafe class FirmwareQueues<THal>(Device chip)
    where THal : struct, IHal
{
    public bool Test()
    {
        DmaAllocation transmit = THal.DmaAlloc(1, DriverToDevice);
        if (transmit.Paddr == default)
        {
            return false;
        }

        DmaAllocation results = THal.DmaAlloc(1, DeviceToDriver);
        if (results.Paddr == default)
        {
            _ = THal.DmaDealloc(transmit.Paddr, transmit.Vaddr, 1);
            return false;
        }

        transmit.Vaddr[0] = 1;
        chip.Program(results.Paddr, 64);
        chip.Program(transmit.Paddr, 64);
        chip.Wait(10);
        chip.Reset();
        bool good = results.Vaddr[0] == 1;
        good &= THal.DmaDealloc(results.Paddr, results.Vaddr, 1) == 0;
        return THal.DmaDealloc(transmit.Paddr, transmit.Vaddr, 1) == 0 && good;
    }
}
