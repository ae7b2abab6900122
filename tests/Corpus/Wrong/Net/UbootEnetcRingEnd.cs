using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (fsl_enetc): the receive half of the allocation is given back by itself.
internal sealed unsafe class RingHalves<THal>(Device enetc)
    where THal : struct, IHal
{
    private const int Half = 4096;

    public int Test()
    {
        var (transmit, rings) = THal.DmaAlloc(2, Both);
        if (transmit == default)
        {
            return -12;
        }

        PhysAddr receive = transmit + Half;
        enetc.Program(transmit, Half);
        enetc.Program(receive, Half);
        enetc.Kick();
        int status = enetc.Wait(100) ? 0 : -110;
        enetc.Reset();
        status |= THal.DmaDealloc(receive, rings + Half, 1); //! HAL2001
        return status;
    }
}
