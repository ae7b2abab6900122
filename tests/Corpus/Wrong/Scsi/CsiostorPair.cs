using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (csiostor): the ingress queue is deallocated with the egress queue's pointer.
internal sealed unsafe class WorkQueues<THal>(Device hba)
    where THal : struct, IHal
{
    public int LoopTest()
    {
        var (ingress, ingressMemory) = THal.DmaAlloc(2, DeviceToDriver);
        if (ingress == default)
        {
            return -1;
        }

        var (egress, egressMemory) = THal.DmaAlloc(2, DriverToDevice);
        if (egress == default)
        {
            return THal.DmaDealloc(ingress, ingressMemory, 2) - 1;
        }

        egressMemory[0] = 0x45;
        hba.Program(ingress, 8192);
        hba.Program(egress, 8192);
        hba.Wait(10);
        hba.Reset();
        bool same = ingressMemory[0] == 0x45;
        int status = THal.DmaDealloc(egress, egressMemory, 2);
        status |= THal.DmaDealloc(ingress, egressMemory, 2); //! HAL2005
        return status != 0 ? status : same ? 0 : 1;
    }
}
