using Devices;
using Hal;

public sealed unsafe class ShareFreedByHelper<THal>(Device device)
    where THal : struct, IHal
{
    private static void FreeCoherent(PhysAddr paddr, byte* vaddr)
    {
        if (THal.DmaDealloc(paddr, vaddr, 1) != 0)
        {
            Log.Info("the memory is lost");
        }
    }

    public void Send(DmaBuffer message)
    {
        PhysAddr address = THal.Share(message, BufferDirection.DriverToDevice);
        device.Submit(address);
        FreeCoherent(address, message.Pointer); //! HAL1012 (no fix: helper releases)
    }
}
