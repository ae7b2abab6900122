using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NuttX (usbhost xhci): the allocation that an owner has disposed of is given back once more by hand.
internal sealed unsafe class EventSegment<THal>(Device controller)
    where THal : struct, IHal
{
    public int Probe()
    {
        if (!controller.Ready)
        {
            return -19;
        }

        int events = 0;
        PhysAddr segment;
        byte* memory;
        using (var owner = new Dma<THal>(1, DeviceToDriver))
        {
            segment = owner.Paddr;
            memory = owner.Vaddr(0);
            controller.Program(owner.Paddr, (int)owner.Length);
            controller.Wait(100);
            controller.Reset();
            for (byte* state = memory; state < memory + owner.Length; state += 16)
            {
                events += *state & 1;
            }
        }

        return THal.DmaDealloc(segment, memory, 1) == 0 ? events : -5; //! HAL2003
    }
}
