using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (drivers with two rings in one allocation): the receive half is given back apart, with an address that DmaAlloc
// never returned.
internal sealed unsafe class TwinRings<THal>(Device mac)
    where THal : struct, IHal
{
    public int Test()
    {
        DmaAllocation rings = THal.DmaAlloc(2, Both);
        if (rings.Paddr == default)
        {
            return -12;
        }

        PhysAddr receive = rings.Paddr + HalConstants.PageSize;
        byte* receiveAt = rings.Vaddr + HalConstants.PageSize;
        receiveAt[0] = 1;
        mac.Program(rings.Paddr, HalConstants.PageSize);
        mac.Program(receive, HalConstants.PageSize);
        bool good = mac.Wait(10);
        mac.Reset();
        int status = THal.DmaDealloc(receive, receiveAt, 1); //! HAL2001
        if (status != 0)
        {
            Log.Info("pch_gbe: the rings were not given back");
        }

        return good ? 0 : -5;
    }
}
