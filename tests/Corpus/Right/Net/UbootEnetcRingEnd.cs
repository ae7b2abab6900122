using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (fsl_enetc): the allocation of both halves is given back as one.
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
        status |= THal.DmaDealloc(transmit, rings, 2);
        return status;
    }
}
