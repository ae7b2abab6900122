using Devices;
using Hal;

public sealed unsafe class RegistersShared<THal>(DmaEngine engine) where THal : struct, IHal
{
    public void Dump(PhysAddr bar, PhysAddr target)
    {
        byte* regs = THal.MmioPhysToVirt(bar, 256);
        PhysAddr a = THal.Share(new DmaBuffer(regs, 256), BufferDirection.DriverToDevice); //! HAL3003
        engine.Submit(a, target, 256);
        engine.Terminate();
        THal.Unshare(a, new DmaBuffer(regs, 256), BufferDirection.DriverToDevice);
    }
}
