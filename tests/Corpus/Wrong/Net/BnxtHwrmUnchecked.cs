using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in iPXE: "[bnxt] Fix memory leak in probe()" (f0ceb70cb), its other half: nobody looked whether the memory for the
// firmware's requests was there.
public sealed unsafe class BnxtHwrm<THal>
    where THal : struct, IHal
{
    private readonly MmioRegion _bar;
    private readonly Device _chip;

    public BnxtHwrm(MmioRegion bar, Device chip)
    {
        _bar = bar;
        _chip = chip;
    }

    public int Query(ushort type)
    {
        DmaAllocation hwrm = Allocate();
        var request = (ushort*)hwrm.Vaddr;
        request[0] = type; //! HAL2006 (no fix: helper acquires)
        request[1] = 0xFFFF;
        _bar.Write64(0x100, hwrm.Paddr.Value);
        int error = _chip.Wait(500) ? *(ushort*)(hwrm.Vaddr + 2048) : -110;
        if (error == -110)
        {
            _chip.Reset();
        }

        return THal.DmaDealloc(hwrm.Paddr, hwrm.Vaddr, 1) != 0 ? -14 : error;
    }

    private static DmaAllocation Allocate() => THal.DmaAlloc(1, Both);
}
