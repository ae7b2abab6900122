using Hal;
using Devices;

/// <summary>A DMA controller's channel whose descriptors are freed with the page count they were taken with.</summary>
public sealed unsafe class SdmaChannel<THal>
    where THal : struct, IHal
{
    private const nuint DescriptorSize = 16;
    private const nuint Count = 1024;
    private readonly DmaEngine _engine = new();

    public int Run(PhysAddr target, int length)
    {
        DmaAllocation descriptors = THal.DmaAlloc(HalConstants.PagesFor(DescriptorSize * Count), BufferDirection.DriverToDevice);
        if (descriptors.Paddr == default)
            return -12;

        ((Descriptor*)descriptors.Vaddr)->Length = (uint)length;
        int cookie = _engine.Submit(descriptors.Paddr, target, length);
        int status = cookie >= 0 && _engine.WaitFor(cookie, 100) ? 0 : -110;
        status |= THal.DmaDealloc(descriptors.Paddr, descriptors.Vaddr, HalConstants.PagesFor(DescriptorSize * Count));
        return status;
    }
}
