using Devices;
using Hal;

public sealed unsafe class RegistersShared<THal>(DmaEngine engine) where THal : struct, IHal
{
    public void Dump(PhysAddr bar, PhysAddr target)
    {
        MmioRegion regs = MmioRegion.Map<THal>(bar, 256);
        using var copy = new PinnedBuffer(256);
        for (int i = 0; i < 256; i++)
        {
            copy.Buffer[i] = regs.Read8((nuint)i);
        }

        PhysAddr a = THal.Share(copy.Buffer, BufferDirection.DriverToDevice);
        engine.Submit(a, target, 256);
        engine.Terminate();
        THal.Unshare(a, copy.Buffer, BufferDirection.DriverToDevice);
    }
}
