using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux ("spi: spi-fsl-dspi: free DMA memory with matching function"), the other way round and through a helper.
public sealed unsafe class FreeHelperOfShare<THal>(Device device)
    where THal : struct, IHal
{
    private static void FreeCoherent(PhysAddr paddr, byte* vaddr)
    {
        if (THal.DmaDealloc(paddr, vaddr, 1) != 0)
        {
            Log.Info("the memory is lost");
        }
    }

    public bool Exchange(DmaBuffer message)
    {
        var (table, memory) = THal.DmaAlloc(1, Both);
        if (table == default)
        {
            return false;
        }

        PhysAddr address = THal.Share(message, DriverToDevice);
        *(ulong*)memory = address.Value;
        bool done = device.Submit(table) && device.Wait(100);
        device.Reset();
        FreeCoherent(address, message.Pointer); //! HAL1012 (no fix: helper releases)
        FreeCoherent(table, memory);
        return done;
    }
}
