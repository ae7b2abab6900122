using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (wl1251): the second allocation is used, and the test in front of it asks for the first.
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
        if (transmit.Paddr == default)
        {
            return false;
        }

        transmit.Vaddr[0] = 1;
        chip.Program(results.Paddr, 64); //! HAL2006 (no fix: meaning)
        chip.Program(transmit.Paddr, 64);
        chip.Wait(10);
        chip.Reset();
        bool good = results.Vaddr[0] == 1;
        good &= THal.DmaDealloc(results.Paddr, results.Vaddr, 1) == 0;
        return THal.DmaDealloc(transmit.Paddr, transmit.Vaddr, 1) == 0 && good;
    }
}
