using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (iflib): the error path frees by the pointer that was moved to the second ring.
public sealed unsafe class IflibQueues<THal>(Device nic)
    where THal : struct, IHal
{
    private const int RingBytes = 2048;
    private const uint Valid = 0x8000_0000;

    public int Configure(uint transmitEntries, uint receiveEntries)
    {
        DmaAllocation rings = THal.DmaAlloc(1, Both);
        if (rings.Paddr == default)
        {
            return -12;
        }

        byte* ring = rings.Vaddr;
        *(uint*)ring = Valid | transmitEntries;
        ring += RingBytes;
        *(uint*)ring = Valid | receiveEntries;

        nic.Program(rings.Paddr, 2 * RingBytes);
        nic.Kick();
        int error = nic.Wait(100) ? nic.Status : -60;
        nic.Reset();
        if (error != 0)
        {
            Log.Info("iflib: queues were not configured");
            _ = THal.DmaDealloc(rings.Paddr, ring, 1); //! HAL2005
            return error;
        }

        return THal.DmaDealloc(rings.Paddr, rings.Vaddr, 1);
    }
}
