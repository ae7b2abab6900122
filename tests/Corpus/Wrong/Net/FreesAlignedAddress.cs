using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux and U-Boot: what is given back is the aligned start of the ring, not the memory that was taken.
public sealed unsafe class FreesAlignedAddress<THal>(Device nic)
    where THal : struct, IHal
{
    private const int HeaderRoom = 128;

    public int Probe()
    {
        DmaAllocation memory = THal.DmaAlloc(2, Both);
        if (memory.Paddr == default)
        {
            return -12;
        }

        PhysAddr ringAddress = memory.Paddr + HeaderRoom;
        byte* ring = memory.Vaddr + HeaderRoom;
        ((Descriptor*)ring)[0].Flags = 1;
        nic.Program(ringAddress, 4096);
        if (nic.Wait(50))
        {
            nic.Reset();
            Log.Info("link");
        }

        return THal.DmaDealloc(ringAddress, ring, 2); //! HAL2001
    }
}
