using System.Threading;
using Hal;

public sealed unsafe class PlainRegisterPoll<THal> where THal : struct, IHal
{
    public void Reset(PhysAddr bar)
    {
        byte* regs = THal.MmioPhysToVirt(bar, 0x1000);
        uint* control = (uint*)(regs + 0x14);
        *control = 0; //! HAL3001
        while ((Volatile.Read(ref *(uint*)(regs + 0x1c)) & 1) != 0)
        {
            Thread.SpinWait(10);
        }
    }
}
